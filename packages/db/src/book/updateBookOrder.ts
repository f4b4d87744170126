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

/** Changes an order's state; does nothing when the order was never seen here (an external fill). Index: book_orders (order_hash). */
export async function updateBookOrder(tx: Queryable, { orderHash, state, code, matchId, leaseId, updatedSeq }: BookOrderChange): Promise<void> {
  await tx.query(
    `update book_orders set state = $2, code = $3, updated_seq = $4,
       match_id = case when $5 then $6 else match_id end, lease_id = case when $7 then $8 else lease_id end
     where order_hash = $1`,
    [orderHash, state, code, updatedSeq, matchId !== undefined, matchId ?? null, leaseId !== undefined, leaseId ?? null],
  )
}
