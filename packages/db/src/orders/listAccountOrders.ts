import type { Queryable } from '../client/queryable.ts'
import { isOpenOrder } from './isOpenOrder.ts'
import { orderColumns, type OrderRow } from './orderRow.ts'

/** Which orders of an account: of one side or both; those of which something waits (`open`), those that are over (`past`), or all; older than `beforeSeq` when given. */
export interface OrderFilter {
  account: string
  kind: 'ask' | 'bid' | null
  state: 'open' | 'past' | 'all'
  beforeSeq: bigint | null
  limit: number
}

/** The parts of the index that hold the orders of a state. */
const partsOf = {
  open: [`${isOpenOrder} is true`],
  past: [`${isOpenOrder} is false`],
  all: [`${isOpenOrder} is true`, `${isOpenOrder} is false`],
} as const satisfies Record<OrderFilter['state'], readonly string[]>

/**
 * Rows of each part: `$1` is the account, `$2` the side or null. "is true" keeps the side out of the choice of an index: without statistics all that
 * an account ever placed on it was read.
 */
function fromEachPart(state: OrderFilter['state'], { select, and }: { select: string; and: string }): string {
  return partsOf[state]
    .map((part) => `(select ${select} from book_orders o where o.account = $1 and ($2::text is null or o.kind = $2) is true and ${part} ${and})`)
    .join(' union all ')
}

/** How many orders of an account there are on one side or both, in a state, `most` at most. Index: book_orders_by_account_idx. Takes no lock. */
export async function countAccountOrders(
  db: Queryable,
  { account, kind, state, most }: Pick<OrderFilter, 'account' | 'kind' | 'state'> & { most: number },
): Promise<number> {
  const rows = await db.query<{ count: bigint }>(
    `select least(count(*), $3) as count from (${fromEachPart(state, { select: '', and: 'limit $3' })}) counted`,
    [account, kind, most],
  )
  return Number(rows[0]?.count ?? 0n)
}

/** Orders of an account, newest first. Index: book_orders_by_account_idx. Takes no lock. */
export async function listAccountOrders(
  db: Queryable,
  { account, kind, state, beforeSeq, limit }: OrderFilter,
): Promise<(OrderRow & { createdSeq: bigint })[]> {
  const select = `${orderColumns}, o.created_seq as "createdSeq"`
  const and = 'and ($3::bigint is null or o.created_seq < $3) order by o.created_seq desc limit $4'
  return db.query<OrderRow & { createdSeq: bigint }>(
    `select * from (${fromEachPart(state, { select, and })}) o order by "createdSeq" desc limit $4`,
    [account, kind, beforeSeq, limit],
  )
}
