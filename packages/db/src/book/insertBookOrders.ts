import { bigintArray, textArray } from '../client/binaryArray.ts'
import type { Queryable } from '../client/queryable.ts'
import type { BookOrderRow } from './bookOrderRow.ts'

/**
 * Adds orders in one statement; when a hash exists the signatures, state, code and seq of its row are set anew. No hash may come twice.
 * Index: book_orders (order_hash).
 */
export async function insertBookOrders(tx: Queryable, orders: readonly BookOrderRow[]): Promise<void> {
  if (orders.length === 0) return
  await tx.query(
    `insert into book_orders (order_hash, kind, account, node_id, class_id, region_id, price_per_gpu_second, gpus, order_json, signature,
       mandate_json, mandate_signature, state, code, hold_id, expiry, created_seq, updated_seq, created_at_ms,
       match_id, lease_id, nonce)
     select hash, kind, account, node, class, region, price, gpus, body, signed, mandate, mandate_signed, state, code, hold, expiry, seq, updated,
       at_ms, match, lease, nonce
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::int[], $7::numeric[], $8::int[], $9::text[], $10::text[],
       $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::bigint[], $17::bigint[], $18::bigint[], $19::bigint[], $20::bigint[], $21::bigint[], $22::numeric[])
       as new (hash, kind, account, node, class, region, price, gpus, body, signed, mandate, mandate_signed, state, code, hold, expiry, seq, at_ms,
         updated, match, lease, nonce)
     on conflict (order_hash) do update set signature = excluded.signature, mandate_json = excluded.mandate_json, mandate_signature = excluded.mandate_signature,
       state = excluded.state, code = excluded.code, hold_id = excluded.hold_id, updated_seq = excluded.updated_seq,
       match_id = coalesce(excluded.match_id, book_orders.match_id), lease_id = coalesce(excluded.lease_id, book_orders.lease_id)`,
    [
      textArray(orders.map((order) => order.orderHash)),
      textArray(orders.map((order) => order.kind)),
      textArray(orders.map((order) => order.account)),
      textArray(orders.map((order) => order.nodeId)),
      orders.map((order) => order.classId),
      orders.map((order) => order.regionId),
      orders.map((order) => order.pricePerGpuSecond),
      orders.map((order) => order.gpus),
      textArray(orders.map((order) => order.orderJson)),
      textArray(orders.map((order) => order.signature)),
      textArray(orders.map((order) => order.mandateJson)),
      textArray(orders.map((order) => order.mandateSignature)),
      textArray(orders.map((order) => order.state)),
      textArray(orders.map((order) => order.code)),
      textArray(orders.map((order) => order.holdId)),
      bigintArray(orders.map((order) => order.expiry)),
      bigintArray(orders.map((order) => order.createdSeq)),
      bigintArray(orders.map((order) => order.createdAtMs)),
      bigintArray(orders.map((order) => order.updatedSeq ?? order.createdSeq)),
      bigintArray(orders.map((order) => order.matchId ?? null)),
      bigintArray(orders.map((order) => order.leaseId ?? null)),
      orders.map((order) => order.nonce),
    ],
    { prepared: true },
  )
}
