import type { Queryable } from '../client/queryable.ts'
import type { BookOrderRow } from './bookOrderRow.ts'

/** Adds an order; when its hash exists the state, code and seq of the row are set anew. Index: book_orders (order_hash). */
export async function insertBookOrder(tx: Queryable, order: BookOrderRow): Promise<void> {
  await tx.query(
    `insert into book_orders (order_hash, kind, account, node_id, class_id, region_id, price_per_gpu_second, gpus, order_json, signature,
       mandate_json, mandate_signature, state, code, hold_id, expiry, created_seq, updated_seq, created_at_ms)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17, $18)
     on conflict (order_hash) do update set state = excluded.state, code = excluded.code, hold_id = excluded.hold_id, updated_seq = excluded.updated_seq`,
    [
      order.orderHash,
      order.kind,
      order.account,
      order.nodeId,
      order.classId,
      order.regionId,
      order.pricePerGpuSecond,
      order.gpus,
      order.orderJson,
      order.signature,
      order.mandateJson,
      order.mandateSignature,
      order.state,
      order.code,
      order.holdId,
      order.expiry,
      order.createdSeq,
      order.createdAtMs,
    ],
  )
}
