import type { Clock, Wait } from './clock.ts'

/** A loop that runs again and again; `wake` lets it run at once, `stop` waits for the run under way. */
export interface Loop {
  wake(): void
  stop(): Promise<void>
}

/**
 * Calls `run` one at a time: at once, whenever it is woken, and otherwise after the milliseconds that the last run returned.
 * A wake during a run makes it run once more. `run` handles what it expects; a throw is given to `onError` and the loop stops.
 */
export function startLoop({ run, onError, wait }: { run: () => Promise<number>; onError: (error: unknown) => void; wait: Clock['wait'] }): Loop {
  let stopped = false
  let isWoken = false
  let sleep: Wait | undefined

  async function go(): Promise<void> {
    while (!stopped) {
      isWoken = false
      const pauseMs = await run()
      if (stopped || isWoken) continue
      sleep = wait(pauseMs)
      await sleep.ended
      sleep = undefined
    }
  }

  const finished = go().catch((error: unknown) => {
    stopped = true
    onError(error)
  })
  return {
    wake() {
      isWoken = true
      sleep?.cut()
    },
    async stop() {
      stopped = true
      sleep?.cut()
      await finished
    },
  }
}
