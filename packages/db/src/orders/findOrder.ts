import type { Queryable } from '../client/queryable.ts'
import { orderColumns, type OrderRow } from './orderRow.ts'

/** One order of the book, or null when the matcher has not read it. Index: book_orders (order_hash). Takes no lock. */
export async function findOrder(db: Queryable, { orderHash }: { orderHash: string }): Promise<OrderRow | null> {
  const rows = await db.query<OrderRow>(`select ${orderColumns} from book_orders o where o.order_hash = $1`, [orderHash])
  return rows[0] ?? null
}
