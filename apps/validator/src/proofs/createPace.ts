import { setTimeout as delay } from 'node:timers/promises'

/** Checking uses at most this part of the time of one core (one in 5), so that this process also does its other work. */
const idleFactor = 4
const mostIdleMs = 1_000
/** Shorter work is added up before a pause. */
const leastWorkMs = 20

/** Spreads long work. `rest` takes the milliseconds of work since the last call, and waits four times as long as the work that was done since the last pause. */
export function createPace(wait: (ms: number) => Promise<unknown> = delay): { readonly rest: (tookMs: number) => Promise<void> } {
  let workMs = 0
  return {
    async rest(tookMs) {
      workMs += tookMs
      if (workMs < leastWorkMs) return
      const idleMs = Math.min(mostIdleMs, idleFactor * workMs)
      workMs = 0
      await wait(idleMs)
    },
  }
}
