import type { Clock, Wait } from './clock.ts'

/** A loop that calls a function repeatedly. `wake` starts the next call at once; `stop` waits for the call in progress. */
export interface Loop {
  wake(): void
  stop(): Promise<void>
}

/**
 * Calls `run` repeatedly, one call at a time: at the start, after each call of `wake`, and after the pause in ms that the last run returned. Calls of `wake`
 * during a run cause one more run. If `run` throws, the loop calls `onError` and stops.
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
