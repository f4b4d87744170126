import type { Queryable } from '../client/queryable.ts'
import { leaseColumns, type LeaseRow } from '../projections/leases.ts'
import { wasLost } from './wasLost.ts'

/** Leases that were lost with these nodes and are not closed yet, oldest first. Index: leases (node_id, state), lost_leases (lease_id, bid_hash). Takes no lock. */
export async function listLostLeases(db: Queryable, { nodeIds }: { nodeIds: readonly string[] }): Promise<LeaseRow[]> {
  return db.query<LeaseRow>(
    `select ${leaseColumns} from leases where node_id = any($1) and state in ('booked', 'active', 'ended') and ${wasLost} order by lease_id`,
    [nodeIds],
  )
}
