/** A loop that runs again and again; `wake` lets it run at once, `stop` waits for the run under way. */
export interface Loop {
  wake(): void
  stop(): Promise<void>
}

/**
 * Calls `run` one at a time: at once, whenever it is woken, and otherwise after the milliseconds that the last run returned.
 * A wake during a run makes it run once more. `run` handles what it expects; a throw is given to `onError` and the loop stops.
 */
export function startLoop({ run, onError }: { run: () => Promise<number>; onError: (error: unknown) => void }): Loop {
  let stopped = false
  let isWoken = false
  let endSleep: (() => void) | undefined

  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      endSleep = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  async function go(): Promise<void> {
    while (!stopped) {
      isWoken = false
      const pauseMs = await run()
      if (stopped || isWoken) continue
      await sleep(pauseMs)
      endSleep = undefined
    }
  }

  const finished = go().catch((error: unknown) => {
    stopped = true
    onError(error)
  })
  return {
    wake() {
      isWoken = true
      endSleep?.()
    },
    async stop() {
      stopped = true
      endSleep?.()
      await finished
    },
  }
}
