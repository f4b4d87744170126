import type { Queryable } from '../client/queryable.ts'
import { textArray } from '../client/binaryArray.ts'
import { orderColumns, type OrderRow } from './orderRow.ts'

/** An ask that names no renter is for everybody. */
const everybody = `0x${'0'.repeat(40)}`

/**
 * Of each of these nodes the ask for everybody that the book took last, whatever became of it: it was signed by the wallet, or under a mandate of it. One that another took the place of is
 * not the last. Index: book_orders_asks_of_node_idx. Takes no lock.
 */
export async function listNewestPublicAsks(db: Queryable, { nodeIds }: { nodeIds: readonly string[] }): Promise<OrderRow[]> {
  return await db.query<OrderRow>(
    `select o.* from chain_nodes n cross join lateral (
       select ${orderColumns} from book_orders o
       where o.account = n.provider and o.kind = 'ask' and o.node_id = n.node_id and o.state <> 'rejected' and o.left_reason is distinct from 'replaced'
         and o.order_json::json ->> 'privateRenter' = $2
       order by o.created_seq desc limit 1) o
     where n.node_id = any($1::text[])`,
    [textArray(nodeIds), everybody],
  )
}
