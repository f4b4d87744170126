import { setTimeout as delay } from 'node:timers/promises'
import type { ServerExit } from '@infinitio/process/embedded'

/** What the database and the chain have in common once they run. */
export type RunningServer = { url: string; pid: number; exited: Promise<ServerExit>; stop: () => Promise<void> }

/** A server that is started again when it ends. `current` is the one that runs or ran last. */
export type SupervisedServer<Server extends RunningServer> = { current: () => Server; stop: () => Promise<void> }

/**
 * Starts an embedded server and starts it again, on the same port and data, whenever it ends by itself. The first start
 * throws when it fails; later failures are reported and tried again every second.
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
