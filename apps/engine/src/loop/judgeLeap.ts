/** A step of the wall clock that no orders need to notice: they leave the book 30 s before their end. */
export const mostStepMs = 5_000
/** A block's time says which of two times it means when it is so near to one. */
const blockNearMs = 60_000
/** So long a chain is waited for that may say otherwise. */
const chainSpeaksWithinMs = 10_000

/** What others say of the time: the database's host, and the newest block; null when the chain has none or does not answer. */
export type TimeSaid = { readonly databaseMs: number; readonly block: { readonly number: bigint; readonly timeMs: number } | null }

/**
 * A leap of the wall clock under question. `steadyMs` is the time as it went on at its pace since, `wallMs` what the wall clock says; `forMs` how long the leap
 * lasts; `firstBlock` the newest block when it was first looked into, which may be older than the leap.
 */
export type Leap = { readonly steadyMs: number; readonly wallMs: number; readonly forMs: number; readonly firstBlock: bigint | null }

/**
 * Whether a wall clock that leapt ahead is right: a machine that slept leaps too. A block near it confirms it, and one that came since and is near the old time
 * refutes it. So does the database's clock when it did not come along; when it did, and the chain says nothing for 10 s, the leap is believed.
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
