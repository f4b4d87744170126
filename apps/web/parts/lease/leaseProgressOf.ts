import { durationSeconds, type LeaseProgress } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'

/** How far a lease is, as the contract's arithmetic takes it. */
export function leaseProgressOf(lease: LeaseWire): LeaseProgress {
  const { start } = lease.terms
  return {
    state: lease.state,
    readyDelaySeconds: durationSeconds(BigInt(Math.max(0, (lease.ready?.at ?? start) - start))),
    endOffsetSeconds: durationSeconds(BigInt(Math.max(0, lease.endsAt - start))),
    paidSeconds: durationSeconds(BigInt(lease.paid.paidSeconds)),
    creditSeconds: durationSeconds(BigInt(lease.creditSeconds)),
  }
}
