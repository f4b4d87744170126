import type { Queryable } from '../client/queryable.ts'

/** An order with its signatures, as needed to settle it. */
export interface SignedOrderRow {
  orderHash: string
  orderJson: string
  signature: string
  mandateJson: string | null
  mandateSignature: string | null
}

/** The two orders of a match. Throws when one is missing. Index: book_orders (order_hash). */
export async function readSignedOrders(
  tx: Queryable,
  { askHash, bidHash }: { askHash: string; bidHash: string },
): Promise<{ ask: SignedOrderRow; bid: SignedOrderRow }> {
  const rows = await tx.query<SignedOrderRow>(
    `select order_hash as "orderHash", order_json as "orderJson", signature, mandate_json as "mandateJson", mandate_signature as "mandateSignature"
     from book_orders where order_hash in ($1, $2)`,
    [askHash, bidHash],
  )
  const ask = rows.find((row) => row.orderHash === askHash)
  const bid = rows.find((row) => row.orderHash === bidHash)
  if (ask === undefined || bid === undefined) throw new Error(`the orders of a match are not stored: ${askHash}, ${bidHash}`)
  return { ask, bid }
}
