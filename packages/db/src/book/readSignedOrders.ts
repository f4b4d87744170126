import { textArray } from '../client/binaryArray.ts'
import type { Queryable } from '../client/queryable.ts'

/** An order with its signatures, as needed to settle it. */
export interface SignedOrderRow {
  orderHash: string
  orderJson: string
  signature: string
  mandateJson: string | null
  mandateSignature: string | null
}

/** Stored orders by hash; an unknown one is left out. Index: book_orders (order_hash). */
export async function readSignedOrders(tx: Queryable, { orderHashes }: { orderHashes: readonly string[] }): Promise<Map<string, SignedOrderRow>> {
  if (orderHashes.length === 0) return new Map()
  const rows = await tx.query<SignedOrderRow>(
    `select order_hash as "orderHash", order_json as "orderJson", signature, mandate_json as "mandateJson", mandate_signature as "mandateSignature"
     from book_orders where order_hash = any($1::text[])`,
    [textArray(orderHashes)],
  )
  return new Map(rows.map((row) => [row.orderHash, row]))
}
