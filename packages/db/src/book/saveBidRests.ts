import type { Queryable } from '../client/queryable.ts'

/** How much of a bid still looks for a machine, and why it left if it did. */
export interface BidRest {
  orderHash: string
  openGpus: number
  leftReason: string | null
}

/** Says what is left of orders, in one statement; one that was never seen here stays unknown. No hash may come twice. Index: book_orders (order_hash). */
export async function saveBidRests(tx: Queryable, rests: readonly BidRest[]): Promise<void> {
  if (rests.length === 0) return
  await tx.query(
    `update book_orders o set open_gpus = new.gpus, left_reason = new.reason
     from unnest($1::text[], $2::int[], $3::text[]) as new (hash, gpus, reason) where o.order_hash = new.hash`,
    [rests.map((rest) => rest.orderHash), rests.map((rest) => rest.openGpus), rests.map((rest) => rest.leftReason)],
  )
}
