import { readyUntil } from '@infinitio/domain'
import { type LeaseTermsWire, leaseTermsFromWire } from '@infinitio/domain/wire'

/**
 * True when a booked lease can no longer become ready at `chainNow` (Unix seconds): 600 s after its start, or after its end when it is shorter.
 * Then its holder reports a no-show, which may compensate.
 */
export function isNoShow(terms: LeaseTermsWire, chainNow: number): boolean {
  return BigInt(chainNow) > readyUntil(leaseTermsFromWire(terms))
}
