import { textArray } from '../client/binaryArray.ts'
import type { Queryable } from '../client/queryable.ts'

/** The ask that a renter would take on a node: whose, its price in PToken base units, and who may settle it. */
export interface OpenAsk {
  nodeId: string
  renter: string
  provider: string
  pricePerGpuSecond: bigint
  executor: string
}

/** For each node and renter the cheapest open ask, the newest of equals, that this renter may take. Index: book_orders_open_asks_idx. Takes no lock. */
export async function listOpenAsks(db: Queryable, { wanted }: { wanted: readonly { nodeId: string; renter: string }[] }): Promise<OpenAsk[]> {
  if (wanted.length === 0) return []
  return db.query<OpenAsk>(
    `select wanted.node_id as "nodeId", wanted.renter, o.account as provider, o.price_per_gpu_second as "pricePerGpuSecond", o.executor
     from unnest($1::text[], $2::text[]) as wanted (node_id, renter)
     cross join lateral (
       select account, price_per_gpu_second, o.order_json::json ->> 'executor' as executor from book_orders o where o.node_id = wanted.node_id and o.kind = 'ask' and o.state = 'open'
         and o.order_json::json ->> 'privateRenter' in ('0x0000000000000000000000000000000000000000', wanted.renter)
       order by o.price_per_gpu_second, o.created_seq desc limit 1) o`,
    [textArray(wanted.map(({ nodeId }) => nodeId)), textArray(wanted.map(({ renter }) => renter))],
  )
}
