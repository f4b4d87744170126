/** A time that a timer (a validator that measures when answers arrive) measured, in milliseconds, with the timer's stake. */
export type MeasuredTime = { readonly stake: bigint; readonly ms: number }

const whole = 10_000

/**
 * Returns the speed of a proof relative to the reference of its class, in basis points: the reference time divided by the median of the timers' times, weighted
 * by their stake. At most 10,000, also for a faster card, because the class decides the price. Timers (measuring validators) with less than half of the stake
 * cannot move the median beyond the times of the others. Rounded down. Returns 0 without a time.
 */
export function proofSpeedBps(times: readonly MeasuredTime[], referenceSeconds: number): number {
  const ordered = times.toSorted((one, other) => one.ms - other.ms)
  const all = ordered.reduce((sum, { stake }) => sum + stake, 0n)
  let before = 0n
  const median = ordered.find(({ stake }) => {
    before += stake
    return before * 2n >= all
  })
  if (median === undefined) return 0
  return Math.min(whole, Math.floor((referenceSeconds * 1_000 * whole) / Math.max(1, median.ms)))
}
