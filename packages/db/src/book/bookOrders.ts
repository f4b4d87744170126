// Current state of orders. The matcher (role infinitio_matcher) writes the table `book_orders`.
import { bigintArray, textArray } from '../client/binaryArray.ts'
import type { Queryable } from '../client/queryable.ts'

/** The state of an order, as pages show it. */
export type OrderState = 'open' | 'matched' | 'settled' | 'cancelled' | 'expired' | 'rejected' | 'abandoned'

/** The current state of one order. `orderJson` and `mandateJson` are canonical JSON. The price is in PToken base units. */
export interface BookOrderRow {
  orderHash: string
  kind: 'ask' | 'bid'
  account: string
  nonce: bigint
  nodeId: string | null
  classId: number | null
  regionId: number | null
  pricePerGpuSecond: bigint
  gpus: number
  orderJson: string
  signature: string
  mandateJson: string | null
  mandateSignature: string | null
  state: OrderState
  code: string | null
  holdId: string | null
  expiry: bigint
  createdSeq: bigint
  createdAtMs: bigint
  /**
   * `updatedSeq` is the journal row of the last change; undefined means `createdSeq`. `matchId` and `leaseId` are the order's match and lease; if one is
   * undefined or null, the stored value does not change.
   */
  updatedSeq?: bigint
  matchId?: bigint | null
  leaseId?: bigint | null
}

/**
 * Adds orders in one statement. If an order's hash is already stored, its row gets the new signatures, state, code, hold and `updatedSeq`, and the match and
 * the lease if they are given. No hash may occur twice in `orders`. Index: book_orders (order_hash).
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

/** A change of an order. `matchId` and `leaseId` replace the stored values; undefined keeps them. */
export interface BookOrderChange {
  orderHash: string
  state: OrderState
  code: string | null
  matchId?: bigint | null
  leaseId?: bigint | null
  updatedSeq: bigint
}

/**
 * Changes the state of orders in one statement. Ignores orders without a row: somebody settled them on the chain although this market never accepted them. No
 * hash may occur twice in `changes`. Index: book_orders (order_hash).
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

/** The number of GPUs that a bid still wants. If the bid left the order book, also the reason. */
export interface BidRest {
  orderHash: string
  openGpus: number
  leftReason: string | null
}

/** Stores the remaining GPUs of orders in one statement. Ignores orders without a row. No hash may occur twice. Index: book_orders (order_hash). */
export async function saveBidRests(tx: Queryable, rests: readonly BidRest[]): Promise<void> {
  if (rests.length === 0) return
  await tx.query(
    `update book_orders o set open_gpus = new.gpus, left_reason = new.reason
     from unnest($1::text[], $2::int[], $3::text[]) as new (hash, gpus, reason) where o.order_hash = new.hash`,
    [rests.map((rest) => rest.orderHash), rests.map((rest) => rest.openGpus), rests.map((rest) => rest.leftReason)],
  )
}
