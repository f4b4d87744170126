import type { Queryable } from '../client/queryable.ts'

/**
 * A lease that was lost with its node and is open on the chain still. `since`, the last sign of life of the node, and `start`, of a lease that never began
 * (null of one that runs), in Unix seconds of the block clock.
 */
export type OpenLossRow = { readonly leaseId: bigint; readonly nodeId: string; readonly since: bigint; readonly start: bigint | null }

/** Returns leases that were lost with their node, oldest first: those that run, and those that never began since their node was silent before their start. Index: lost_leases (lease_id, bid_hash). Takes no lock. */
export async function listOpenLosses(db: Queryable, { limit }: { limit: number }): Promise<OpenLossRow[]> {
  return db.query<OpenLossRow>(
    `select x.lease_id as "leaseId", x.node_id as "nodeId", x.since, case when l.state = 'booked' then l.start_at end as start from lost_leases x
     join leases l on l.lease_id = x.lease_id and l.bid_hash = x.bid_hash
     where l.state = 'active' or (l.state = 'booked' and x.since <= l.start_at) order by x.lease_id limit $1`,
    [limit],
  )
}
