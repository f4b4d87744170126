/** The largest step of the wall clock that is harmless, in milliseconds: orders leave the book 30 s before their end. */
export const mostStepMs = 5_000
/** A block confirms the old or the new time if its time differs by at most this. */
const blockNearMs = 60_000
/** Milliseconds in which a block may still contradict the wall clock. */
const chainSpeaksWithinMs = 10_000

/** Times from other sources: the clock of the database's host, and the newest block. `block` is null if the chain has no block or does not answer. */
export type TimeSaid = { readonly databaseMs: number; readonly block: { readonly number: bigint; readonly timeMs: number } | null }

/**
 * A sudden change of the wall clock that is being checked. `steadyMs` is the time without that change, measured by a steady clock, `wallMs` the time of the
 * wall clock, `forMs` the age of the leap. `firstBlock` is the newest block at the first check; it may be older than the leap.
 */
export type Leap = { readonly steadyMs: number; readonly wallMs: number; readonly forMs: number; readonly firstBlock: bigint | null }

/**
 * Returns true if a wall clock that suddenly moved ahead shows the right time, for example after the machine slept. A block close to the new time confirms it.
 * A later block close to the old time refutes it, and so does a database clock that did not move ahead. If the database clock moved ahead, too, and no block
 * contradicts it for 10 s, the new time is accepted.
 */
export function isLeapRight({ steadyMs, wallMs, forMs, firstBlock }: Leap, { databaseMs, block }: TimeSaid): boolean {
  if (wallMs - databaseMs > mostStepMs) return false
  if (block !== null) {
    const isNearer = Math.abs(block.timeMs - wallMs) < Math.abs(block.timeMs - steadyMs)
    if (isNearer && Math.abs(block.timeMs - wallMs) <= blockNearMs) return true
    const isNew = firstBlock !== null && block.number > firstBlock
    if (isNew && !isNearer && Math.abs(block.timeMs - steadyMs) <= blockNearMs) return false
  }
  return forMs >= chainSpeaksWithinMs
}
