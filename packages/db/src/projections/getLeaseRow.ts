import type { Queryable } from '../client/queryable.ts'
import { leaseColumns } from './leaseColumns.ts'
import type { LeaseRow } from './leaseRow.ts'

/** One lease, or null. Index: leases (lease_id). Takes no lock. */
export async function getLeaseRow(db: Queryable, { leaseId }: { leaseId: bigint }): Promise<LeaseRow | null> {
  const rows = await db.query<LeaseRow>(`select ${leaseColumns} from leases where lease_id = $1`, [leaseId])
  return rows[0] ?? null
}
