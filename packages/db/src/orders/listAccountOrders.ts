import type { Queryable } from '../client/queryable.ts'
import { orderColumns, type OrderRow } from './orderRow.ts'

/** Orders of an account, newest first, older than `beforeMs` when given. Index: book_orders (account, created_seq). Takes no lock. */
export async function listAccountOrders(
  db: Queryable,
  { account, beforeSeq, limit }: { account: string; beforeSeq: bigint | null; limit: number },
): Promise<(OrderRow & { createdSeq: bigint })[]> {
  return db.query<OrderRow & { createdSeq: bigint }>(
    `select ${orderColumns}, o.created_seq as "createdSeq" from book_orders o
     where o.account = $1 and ($2::bigint is null or o.created_seq < $2) order by o.created_seq desc limit $3`,
    [account, beforeSeq, limit],
  )
}
