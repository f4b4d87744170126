import { setTimeout as delay } from 'node:timers/promises'
import type { ServerExit } from '@infinitio/process/embedded'

/** The fields that an embedded Postgres and an embedded Anvil have in common. */
export type RunningServer = { url: string; pid: number; exited: Promise<ServerExit>; stop: () => Promise<void> }

/** A database or chain that is started again whenever it ends. `current` returns the running one or, while none runs, the last one. */
export type SupervisedServer<Server extends RunningServer> = { current: () => Server; stop: () => Promise<void> }

/**
 * Starts an embedded server. Restarts it on the same port and data whenever it ends unexpectedly. If the first start fails, throws; later failures
 * are reported and retried every second.
 */
export async function superviseServer<Server extends RunningServer>({
  name,
  start,
}: {
  name: string
  start: () => Promise<Server>
}): Promise<SupervisedServer<Server>> {
  let current = await start()
  let stopping = false

  const keepRunning = async () => {
    while (true) {
      const exit = await current.exited
      if (stopping) return
      console.error(`The ${name} ended (${exit.signal ?? `code ${exit.code}`}); starting it again.`)
      current = await startUntilItRuns()
    }
  }
  const startUntilItRuns = async (): Promise<Server> => {
    while (true) {
      try {
        return await start()
      } catch (error) {
        if (stopping) return current
        console.error(`The ${name} could not start: ${(error as Error).message}`)
        await delay(1_000)
      }
    }
  }
  void keepRunning()
  return {
    current: () => current,
    stop: async () => {
      stopping = true
      await current.stop()
    },
  }
}
