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

/** Adds an unsettled match. Throws when its id exists. Index: settlements (match_id). */
export async function insertSettlement(tx: Queryable, row: SettlementRow): Promise<void> {
  await tx.query(
    `insert into settlements (match_id, ask_hash, bid_hash, node_id, account, gpus, amount, item, state, created_at_ms, updated_at_ms)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'unsettled', $9, $9)`,
    [row.matchId, row.askHash, row.bidHash, row.nodeId, row.account, row.gpus, row.amount, row.item, row.createdAtMs],
  )
}
