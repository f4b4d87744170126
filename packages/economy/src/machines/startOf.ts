import type { LedgerLease } from '../epoch/epochLedger.ts'

/** The contract takes Ready until this long after the start. */
const readySeconds = 600n
/** A provider may return a lease without compensation within this time of a start that was at once. */
const returnSeconds = 120n

/**
 * Returns how a lease started, as far as the events until `until` (Unix seconds) show: ready in time, or late. Returns null if that is not decided yet, if the
 * renter cancelled before it was, if the provider returned the lease as early as the contract allows for free, or if the provider rented from itself.
 */
export function startOf(
  { renter, node, start, durationSeconds, settledAt, readyAt, closed }: LedgerLease,
  { until }: { until: bigint },
): 'in_time' | 'late' | null {
  if (renter === node.provider) return null
  const deadline = start + (durationSeconds < readySeconds ? durationSeconds : readySeconds)
  if (readyAt !== null) return readyAt <= deadline ? 'in_time' : 'late'
  if (closed === null) return until > deadline ? 'late' : null
  const { reason, at } = closed
  if (reason === 'cancelled') return at > deadline ? 'late' : null
  const isReturned = reason === 'provider_ended' && start === settledAt && at <= start + returnSeconds
  return isReturned ? null : 'late'
}
