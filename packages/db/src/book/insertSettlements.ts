import { bigintArray, textArray } from '../client/binaryArray.ts'
import type { Queryable } from '../client/queryable.ts'

/** A match that waits for the worker. `item` is canonical JSON of the contract's SettleItem; `amount` in PToken base units. */
export interface SettlementRow {
  matchId: bigint
  askHash: string
  bidHash: string
  nodeId: string
  account: string
  gpus: number
  amount: bigint
  item: string
  createdAtMs: bigint
}

/** Adds unsettled matches in one statement. Throws when an id exists. Index: settlements (match_id). */
export async function insertSettlements(tx: Queryable, rows: readonly SettlementRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.query(
    `insert into settlements (match_id, ask_hash, bid_hash, node_id, account, gpus, amount, item, state, created_at_ms, updated_at_ms)
     select match_id, ask_hash, bid_hash, node_id, account, gpus, amount, item, 'unsettled', at_ms, at_ms
     from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::numeric[], $8::text[], $9::bigint[])
       as new (match_id, ask_hash, bid_hash, node_id, account, gpus, amount, item, at_ms)`,
    [
      bigintArray(rows.map((row) => row.matchId)),
      textArray(rows.map((row) => row.askHash)),
      textArray(rows.map((row) => row.bidHash)),
      textArray(rows.map((row) => row.nodeId)),
      textArray(rows.map((row) => row.account)),
      rows.map((row) => row.gpus),
      rows.map((row) => row.amount),
      textArray(rows.map((row) => row.item)),
      bigintArray(rows.map((row) => row.createdAtMs)),
    ],
    { prepared: true },
  )
}
