import type { Queryable } from '../client/queryable.ts'
import { type PublicLeaseRow, publicLeaseColumns, publicLeaseJoins } from './publicLeaseRow.ts'

/** One lease as the chain tells it, or null. Index: leases (lease_id). Takes no lock. */
export async function findPublicLease(db: Queryable, { leaseId }: { leaseId: bigint }): Promise<PublicLeaseRow | null> {
  const rows = await db.query<PublicLeaseRow>(`select ${publicLeaseColumns} from leases l ${publicLeaseJoins} where l.lease_id = $1`, [leaseId])
  return rows[0] ?? null
}
