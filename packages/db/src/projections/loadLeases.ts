import type { Queryable } from '../client/queryable.ts'
import { leaseColumns } from './leaseColumns.ts'
import type { LeaseRow } from './leaseRow.ts'

/** Leases by id. Index: leases (lease_id). Takes no lock: the follower is their only writer. */
export async function loadLeases(tx: Queryable, { leaseIds }: { leaseIds: readonly bigint[] }): Promise<LeaseRow[]> {
  if (leaseIds.length === 0) return []
  return tx.query<LeaseRow>(`select ${leaseColumns} from leases where lease_id = any($1::bigint[])`, [leaseIds])
}
