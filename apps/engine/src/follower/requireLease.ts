import type { LeaseRow } from '@infinitio/db'
import type { Fold } from './fold/fold.ts'

/** Returns the row of a lease that an event names. Throws if there is no such row, because then a log was missed. */
export function requireLease({ leases }: Fold, leaseId: bigint): LeaseRow {
  const lease = leases.get(String(leaseId))
  if (lease === null) throw new Error(`lease ${leaseId} is not in leases, but the chain speaks of it`)
  return lease
}
