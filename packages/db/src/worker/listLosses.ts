import type { Queryable } from '../client/queryable.ts'
import { leaseColumns } from '../projections/leaseColumns.ts'
import type { LeaseRow } from '../projections/leaseRow.ts'

/** A lease that was lost with its node and is open on the chain still; `lostSince` in Unix seconds of the block clock. */
export type LossRow = LeaseRow & { lostSince: bigint }

/**
 * Returns leases that were lost with their node, without a sweep of them under way, oldest first: those that run, and those that never began since their
 * node was silent before their start. Index: lost_leases (lease_id, bid_hash),
 * transactions (lease_id). Takes no lock.
 */
export async function listLosses(db: Queryable, { limit }: { limit: number }): Promise<LossRow[]> {
  return db.query<LossRow>(
    `select l.*, x.since as "lostSince" from lost_leases x
       join (select ${leaseColumns} from leases where state in ('booked', 'active')) l on l."leaseId" = x.lease_id and l."bidHash" = x.bid_hash
     where (l.state = 'active' or x.since <= l."startAt") and not exists (
       select from transactions t where t.lease_id = x.lease_id and t.purpose = 'sweep' and t.state in ('stored', 'broadcast'))
     order by x.lease_id limit $1`,
    [limit],
  )
}
