import type { Queryable } from '../client/queryable.ts'
import { orderColumns, type OrderRow } from './orderRow.ts'

/** The newest open ask of a node that this renter may take, or null. Index: book_orders (node_id, kind, state). Takes no lock. */
export async function findOpenAsk(db: Queryable, { nodeId, renter }: { nodeId: string; renter: string }): Promise<OrderRow | null> {
  const rows = await db.query<OrderRow>(
    `select ${orderColumns} from book_orders o where o.node_id = $1 and o.kind = 'ask' and o.state = 'open'
       and o.order_json::json ->> 'privateRenter' in ('0x0000000000000000000000000000000000000000', $2)
     order by o.price_per_gpu_second, o.created_seq desc limit 1`,
    [nodeId, renter],
  )
  return rows[0] ?? null
}
