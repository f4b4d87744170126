import type { Queryable } from '../client/queryable.ts'
import { orderColumns, type OrderRow } from './orderRow.ts'

/** Of each node of a provider the ask the book took last, whatever became of it. Index: book_orders_nonce_idx (account, kind). Takes no lock. */
export async function listLatestAsks(db: Queryable, { provider }: { provider: string }): Promise<OrderRow[]> {
  return await db.query<OrderRow>(
    `select distinct on (o.node_id) ${orderColumns} from book_orders o
     where o.account = $1 and o.kind = 'ask' and o.node_id is not null and o.state <> 'rejected'
     order by o.node_id, o.created_seq desc`,
    [provider],
  )
}
