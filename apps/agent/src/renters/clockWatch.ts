/** The difference between block clock and wall clock at the last check, and the time until which the simulated market rests. Both in milliseconds. */
export type ClockWatch = { readonly aheadMs: number; readonly restUntilMs: number }

/** The two clocks normally differ by up to the age of a block. A larger change means that somebody moved the block clock. */
const driftMs = 30_000
/**
 * How long the simulated market rests after a jump of the block clock, in milliseconds. Two minutes, because a person often
 * moves the clock several times.
 */
const restMs = 120_000

/** Returns the state after a check of the clocks. A jump of the block clock starts a rest. `before` is null at the first check. */
export function watchClock(before: ClockWatch | null, { chainNow, wallMs }: { chainNow: number; wallMs: number }): ClockWatch {
  const aheadMs = chainNow * 1_000 - wallMs
  if (before === null) return { aheadMs, restUntilMs: 0 }
  const hasJumped = Math.abs(aheadMs - before.aheadMs) > driftMs
  return { aheadMs, restUntilMs: hasJumped ? wallMs + restMs : before.restUntilMs }
}
