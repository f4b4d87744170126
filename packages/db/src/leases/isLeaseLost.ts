import type { Queryable } from '../client/queryable.ts'
import { wasLost } from './wasLost.ts'

/** Whether a lease was lost with its node. Index: leases (lease_id), lost_leases (lease_id, bid_hash). Takes no lock. */
export async function isLeaseLost(db: Queryable, { leaseId }: { leaseId: bigint }): Promise<boolean> {
  return (await db.query(`select from leases where lease_id = $1 and ${wasLost}`, [leaseId])).length > 0
}
