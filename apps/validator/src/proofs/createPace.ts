import { setTimeout as delay } from 'node:timers/promises'

/** Checking proofs may use one fifth of a processor core, because the process has other work to do. So each pause is 4 times as long as the work before it. */
const idleFactor = 4
const mostIdleMs = 1_000
/** No pause is made until the work since the last pause has taken this many milliseconds. */
const leastWorkMs = 20

/**
 * Creates a brake for long work. Call `rest` with the milliseconds of work since the last call. `rest` waits four times as long as the work since the last
 * pause, but at most a second. It makes no pause while this work is below 20 ms.
 */
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
