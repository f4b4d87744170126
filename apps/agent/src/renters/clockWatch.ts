/** How far the block clock was ahead of the wall clock at the last look, and until when the market rests. Both clocks in milliseconds. */
export type ClockWatch = { readonly aheadMs: number; readonly restUntilMs: number }

/** Both clocks drift against each other by the age of a block; more was somebody who moved one. */
const driftMs = 30_000
/** A person who moves the clock once often moves it again. */
const restMs = 120_000

/** The watch after a look: it rests from a jump of the block clock on. `before` null: the first look. */
export function watchClock(before: ClockWatch | null, { chainNow, wallMs }: { chainNow: number; wallMs: number }): ClockWatch {
  const aheadMs = chainNow * 1_000 - wallMs
  if (before === null) return { aheadMs, restUntilMs: 0 }
  const hasJumped = Math.abs(aheadMs - before.aheadMs) > driftMs
  return { aheadMs, restUntilMs: hasJumped ? wallMs + restMs : before.restUntilMs }
}
