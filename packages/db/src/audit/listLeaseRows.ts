import type { Queryable } from '../client/queryable.ts'
import { leaseColumns, type LeaseRow } from '../projections/leases.ts'

/** Every lease, oldest first. For audits: reads the whole table. Takes no lock. */
export async function listLeaseRows(db: Queryable): Promise<LeaseRow[]> {
  return db.query<LeaseRow>(`select ${leaseColumns} from leases order by lease_id`, [])
}
