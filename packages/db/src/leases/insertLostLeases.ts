import type { Queryable } from '../client/queryable.ts'

/**
 * Notes that the leases a node should be serving now were lost with it: active ones, and booked ones that have started. What begins later is not
 * touched. `since` is the node's last sign of life, `chainNow` the block clock, both in Unix seconds; a settled lease proves a block of its time, which
 * `chainNow` may not know of yet. Returns the ids; a lease that was noted before keeps its time. Index: leases (node_id, state).
 */
export async function insertLostLeases(
  tx: Queryable,
  { nodeId, since, chainNow }: { nodeId: string; since: bigint; chainNow: bigint },
): Promise<bigint[]> {
  const rows = await tx.query<{ lease_id: bigint }>(
    `insert into lost_leases (lease_id, bid_hash, node_id, since)
     select lease_id, bid_hash, node_id, $2::bigint from leases
     where node_id = $1 and end_at > $3::bigint
       and (state = 'active' or (state = 'booked' and start_at <= greatest($3::bigint, settled_at)))
     on conflict do nothing returning lease_id`,
    [nodeId, since, chainNow],
  )
  return rows.map((row) => row.lease_id)
}
