import { listCountedHolds, type Queryable } from '@infinitio/db'

/** One hour of the wall clock, over which funded holds are counted. */
export const hourMs = 3_600_000
const holdsAnHour = 3

/**
 * Returns how many more funded holds (holds that reserve money) an account may make now; the holds of the last hour count. Also returns when it may make the
 * next one, in Unix seconds of the wall clock, rounded up; null if it may make one now. Uses the same limits as the matcher, which decides later.
 */
export async function holdAllowance(
  db: Queryable,
  { account, nowMs }: { readonly account: string; readonly nowMs: number },
): Promise<{ readonly left: number; readonly nextAt: number | null }> {
  const madeAtMs = await listCountedHolds(db, { account, sinceMs: nowMs - hourMs })
  const blocking = madeAtMs[holdsAnHour - 1]
  return {
    left: Math.max(holdsAnHour - madeAtMs.length, 0),
    nextAt: blocking === undefined ? null : Math.ceil((blocking + hourMs) / 1_000),
  }
}
