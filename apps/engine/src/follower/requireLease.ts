import type { LeaseRow } from '@infinitio/db'
import type { Fold } from './fold/fold.ts'

/** Returns the row of a lease whose id an event contains. Throws if there is no such row, because then the event that opened the lease was missed. */
export function requireLease({ leases }: Fold, leaseId: bigint): LeaseRow {
  const lease = leases.get(String(leaseId))
  if (lease === null) throw new Error(`lease ${leaseId} is not in leases, but the chain speaks of it`)
  return lease
}
