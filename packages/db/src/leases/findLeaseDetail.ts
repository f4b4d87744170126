import type { Queryable } from '../client/queryable.ts'
import { leaseColumns } from '../projections/leases.ts'
import { type LeaseDetailRow, leaseDetailColumns, leaseDetailJoins } from './leaseDetailRow.ts'

/** One lease with its machine, or null. Index: leases (lease_id). Takes no lock. */
export async function findLeaseDetail(db: Queryable, { leaseId }: { leaseId: bigint }): Promise<LeaseDetailRow | null> {
  const rows = await db.query<LeaseDetailRow>(
    `select ${leaseDetailColumns} from (select ${leaseColumns} from leases where lease_id = $1) l ${leaseDetailJoins}`,
    [leaseId],
  )
  return rows[0] ?? null
}
