import type { Queryable } from '../client/queryable.ts'
import { orderColumns, type OrderRow } from './orderRow.ts'

/** Which orders of an account: of one side or both; those of which something waits (`open`), those that are over (`past`), or all; older than `beforeSeq` when given. */
export interface OrderFilter {
  account: string
  kind: 'ask' | 'bid' | null
  state: 'open' | 'past' | 'all'
  beforeSeq: bigint | null
  limit: number
}

/** The state is written out, so that each form is planned with the index it needs. */
const conditions = {
  open: "and o.state in ('open', 'matched')",
  past: "and o.state not in ('open', 'matched')",
  all: '',
} as const satisfies Record<OrderFilter['state'], string>

/**
 * How many orders of an account there are on one side or both, in a state, `most` at most. Index: book_orders (account, created_seq), of open ones
 * book_orders_open_by_account_idx. Takes no lock.
 */
export async function countAccountOrders(
  db: Queryable,
  { account, kind, state, most }: Pick<OrderFilter, 'account' | 'kind' | 'state'> & { most: number },
): Promise<number> {
  const rows = await db.query<{ count: bigint }>(
    `select count(*) as count from (
       select from book_orders o where o.account = $1 and ($2::text is null or o.kind = $2) ${conditions[state]} limit $3) counted`,
    [account, kind, most],
  )
  return Number(rows[0]?.count ?? 0n)
}

/** Orders of an account, newest first. Index: book_orders (account, created_seq), of open ones book_orders_open_by_account_idx. Takes no lock. */
export async function listAccountOrders(
  db: Queryable,
  { account, kind, state, beforeSeq, limit }: OrderFilter,
): Promise<(OrderRow & { createdSeq: bigint })[]> {
  return db.query<OrderRow & { createdSeq: bigint }>(
    `select ${orderColumns}, o.created_seq as "createdSeq" from book_orders o
     where o.account = $1 and ($2::text is null or o.kind = $2) and ($3::bigint is null or o.created_seq < $3) ${conditions[state]} order by o.created_seq desc limit $4`,
    [account, kind, beforeSeq, limit],
  )
}
