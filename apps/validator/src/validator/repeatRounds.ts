/**
 * Runs one round after another, with `everyMs` between them. `onFailure` gets the error of a failed round, and the next round tries again. `stop` waits for the
 * round in progress.
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
