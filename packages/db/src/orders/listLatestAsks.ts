import type { Queryable } from '../client/queryable.ts'
import { orderColumns, type OrderRow } from './orderRow.ts'

/**
 * Of each node of a provider the ask the book took last from it, whatever became of it. Each node's newest ask is looked up by itself: a provider that prices
 * its nodes anew every hour has placed hundreds of thousands. Index: chain_nodes (provider), book_orders_asks_of_node_idx. Takes no lock.
 */
export async function listLatestAsks(db: Queryable, { provider }: { provider: string }): Promise<OrderRow[]> {
  return await db.query<OrderRow>(
    `select ${orderColumns} from chain_nodes n cross join lateral (
       select * from book_orders a
       where a.node_id = n.node_id and a.kind = 'ask' and a.account = n.provider and a.state <> 'rejected'
       order by a.created_seq desc limit 1) o
     where n.provider = $1`,
    [provider],
  )
}
