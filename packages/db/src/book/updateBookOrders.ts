import { bigintArray, textArray } from '../client/binaryArray.ts'
import type { Queryable } from '../client/queryable.ts'
import type { OrderState } from './bookOrderRow.ts'

/** What happened to an order; `matchId` and `leaseId` replace what stood there, undefined leaves it. */
export interface BookOrderChange {
  orderHash: string
  state: OrderState
  code: string | null
  matchId?: bigint | null
  leaseId?: bigint | null
  updatedSeq: bigint
}

/**
 * Changes the state of orders in one statement; an order that was never seen here (an external fill) stays unknown. No hash may come twice.
 * Index: book_orders (order_hash).
 */
export async function updateBookOrders(tx: Queryable, changes: readonly BookOrderChange[]): Promise<void> {
  if (changes.length === 0) return
  await tx.query(
    `update book_orders o set state = new.state, code = new.code, updated_seq = new.seq,
       match_id = case when new.sets_match then new.match_id else o.match_id end,
       lease_id = case when new.sets_lease then new.lease_id else o.lease_id end
     from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::boolean[], $6::bigint[], $7::boolean[], $8::bigint[])
       as new (hash, state, code, seq, sets_match, match_id, sets_lease, lease_id)
     where o.order_hash = new.hash`,
    [
      textArray(changes.map((change) => change.orderHash)),
      textArray(changes.map((change) => change.state)),
      textArray(changes.map((change) => change.code)),
      bigintArray(changes.map((change) => change.updatedSeq)),
      changes.map((change) => change.matchId !== undefined),
      bigintArray(changes.map((change) => change.matchId ?? null)),
      changes.map((change) => change.leaseId !== undefined),
      bigintArray(changes.map((change) => change.leaseId ?? null)),
    ],
  )
}
