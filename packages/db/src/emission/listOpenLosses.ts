import type { Queryable } from '../client/queryable.ts'

/** A lease that was lost with its node and runs on the chain still. `since` in Unix seconds of the block clock. */
export type OpenLossRow = { readonly leaseId: bigint; readonly nodeId: string; readonly since: bigint }

/** Active leases that were lost with their node, oldest first. Index: lost_leases (lease_id, bid_hash). Takes no lock. */
export async function listOpenLosses(db: Queryable, { limit }: { limit: number }): Promise<OpenLossRow[]> {
  return db.query<OpenLossRow>(
    `select x.lease_id as "leaseId", x.node_id as "nodeId", x.since from lost_leases x
     join leases l on l.lease_id = x.lease_id and l.bid_hash = x.bid_hash
     where l.state = 'active' order by x.lease_id limit $1`,
    [limit],
  )
}
