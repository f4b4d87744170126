import type { Queryable } from '../client/queryable.ts'

/** A match of a bid as its owner sees it. `startAt` 0: it starts in the block that settles it. Price in PToken base units. */
export interface OrderMatchRow {
  matchId: bigint
  groupId: bigint | null
  nodeId: string
  gpus: number
  pricePerGpuSecond: bigint
  startAt: bigint
  state: 'unsettled' | 'settled' | 'abandoned'
  code: string | null
  leaseId: bigint | null
  createdAtMs: bigint
}

/** The matches of a bid, oldest first. Index: settlements (bid_hash). Takes no lock. */
export async function listOrderMatches(db: Queryable, { orderHash }: { orderHash: string }): Promise<OrderMatchRow[]> {
  return db.query<OrderMatchRow>(
    `select match_id as "matchId", group_id as "groupId", node_id as "nodeId", gpus, (item::json -> 'ask' ->> 'pricePerGpuSecond')::numeric(78, 0) as "pricePerGpuSecond",
       (item::json ->> 'start')::bigint as "startAt", state, code, lease_id as "leaseId", created_at_ms as "createdAtMs"
     from settlements where bid_hash = $1 order by match_id`,
    [orderHash],
  )
}
