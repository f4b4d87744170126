/**
 * Runs `round` again and again, with `everyMs` between the runs. A failed run is passed to `onFailure`, and the next run tries again. `stop` waits for the run
 * in progress.
 */
export function repeatRounds(round: () => Promise<void>, { everyMs, onFailure }: Repeating): { stop(): Promise<void> } {
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  const next = () => {
    running = round()
      .catch(onFailure)
      .finally(() => {
        if (!isStopped) timer = setTimeout(next, everyMs)
      })
  }
  next()
  return {
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}

type Repeating = { readonly everyMs: number; readonly onFailure: (error: unknown) => void }
