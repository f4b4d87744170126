import type { Queryable } from '../client/queryable.ts'
import type { LeaseKey } from './leaseKey.ts'

/** A lease that is booked or active, with the machine that it runs on and its renter. */
export interface LiveLeaseRow extends LeaseKey {
  nodeId: string
  renter: string
}

/** Returns a lease that is booked or active, or null. Index: leases (lease_id). Takes no lock. */
export async function findLiveLease(db: Queryable, { leaseId }: { leaseId: bigint }): Promise<LiveLeaseRow | null> {
  const [row] = await db.query<LiveLeaseRow>(
    `select lease_id as "leaseId", bid_hash as "bidHash", node_id as "nodeId", renter from leases where lease_id = $1 and state in ('booked', 'active')`,
    [leaseId],
  )
  return row ?? null
}
