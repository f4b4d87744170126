import type { LedgerLease } from '../epoch/epochLedger.ts'

/** The contract takes Ready until this long after the start. */
const readySeconds = 600n
/** A provider may return a lease that began at once within this time, without compensation. */
const returnSeconds = 120n

/** `until` is the end of the events, in Unix seconds. `wasAbsent` returns true if validators saw the machine absent around a time, both ends included. */
type StartView = { readonly until: bigint; readonly wasAbsent: (from: bigint, to: bigint) => boolean }

/**
 * Returns how a lease started: ready in time, or late. The rule follows the contract's for compensation, with hour records in place of attested outages. A start
 * is late if the provider ended the lease, except for an early return of a spot lease, or if the machine was absent when it should have become ready. A machine that was online
 * is not late, because a renter could select an image that cannot start. Returns null if the start does not count or is not decided yet.
 */
export function startOf(
  { renter, node, start, durationSeconds, isSpot, readyAt, closed }: LedgerLease,
  { until, wasAbsent }: StartView,
): 'in_time' | 'late' | null {
  if (renter === node.provider) return null
  // The contract takes no Ready that is late.
  if (readyAt !== null) return 'in_time'
  if (closed?.reason === 'provider_ended') return isSpot && closed.at <= start + returnSeconds ? null : 'late'
  const deadline = start + (durationSeconds < readySeconds ? durationSeconds : readySeconds)
  if ((closed?.at ?? until) <= deadline) return null
  return wasAbsent(start, deadline) ? 'late' : null
}
