import { bigintArray, textArray } from '../client/binaryArray.ts'
import type { Queryable } from '../client/queryable.ts'
import { settlementItem } from './settlementItem.ts'

/** A match that waits for the worker. `amount` and `relayFee` in PToken base units; `start` in Unix seconds, 0 for the block that settles. */
export interface SettlementRow {
  matchId: bigint
  askHash: string
  bidHash: string
  nodeId: string
  account: string
  gpus: number
  amount: bigint
  relayFee: bigint
  start: bigint
  createdAtMs: bigint
}

/**
 * Adds unsettled matches in one statement, each with canonical JSON of the SettleItem of packages/chain (`settlementItem`): orders that come in the same transaction must be
 * written before. Throws when an id exists, or when an order of a match is not stored. Index: settlements (match_id), book_orders (order_hash).
 */
export async function insertSettlements(tx: Queryable, rows: readonly SettlementRow[]): Promise<void> {
  if (rows.length === 0) return
  // A match without its two orders has no item, and so is refused.
  await tx.query(
    `insert into settlements (match_id, ask_hash, bid_hash, node_id, account, gpus, amount, item, state, created_at_ms, updated_at_ms)
     select new.match_id, new.ask_hash, new.bid_hash, new.node_id, new.account, new.gpus, new.amount, ${settlementItem}, 'unsettled', new.at_ms, new.at_ms
     from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::numeric[], $8::numeric[], $9::bigint[], $10::bigint[])
       as new (match_id, ask_hash, bid_hash, node_id, account, gpus, amount, relay_fee, start, at_ms)
     left join book_orders ask on ask.order_hash = new.ask_hash left join book_orders bid on bid.order_hash = new.bid_hash`,
    [
      bigintArray(rows.map((row) => row.matchId)),
      textArray(rows.map((row) => row.askHash)),
      textArray(rows.map((row) => row.bidHash)),
      textArray(rows.map((row) => row.nodeId)),
      textArray(rows.map((row) => row.account)),
      rows.map((row) => row.gpus),
      rows.map((row) => row.amount),
      rows.map((row) => row.relayFee),
      bigintArray(rows.map((row) => row.start)),
      bigintArray(rows.map((row) => row.createdAtMs)),
    ],
  )
}
