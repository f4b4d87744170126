// One match and its transactions. The operator (role infinitio_admin) reads `settlements`, `transactions` and `blocks`.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const settleTransactionRow = rowOf({
  id: tables.transactions.id,
  state: tables.transactions.state,
  nonce: tables.transactions.nonce,
  code: tables.transactions.code,
  hashes: tables.transactions.hashes,
  minedBlock: tables.transactions.mined_block,
  /** True once the follower has stored the transaction's block as final. */
  final: 'bool',
  updatedAt: tables.transactions.updated_at,
})

/** A transaction that the worker sent for a match. */
export type SettleTransaction = RowOf<typeof settleTransactionRow>

const { settlements } = tables

const settlementRow = rowOf({
  matchId: settlements.match_id,
  state: settlements.state,
  code: settlements.code,
  askHash: settlements.ask_hash,
  bidHash: settlements.bid_hash,
  nodeId: settlements.node_id,
  account: settlements.account,
  gpus: settlements.gpus,
  amount: settlements.amount,
  leaseId: settlements.lease_id,
  createdAtMs: settlements.created_at_ms,
  updatedAtMs: settlements.updated_at_ms,
  /** True if the worker abandoned the match, because no transaction of it can land. */
  abandoned: 'bool',
})

/** One match with its transactions. */
export type SettlementTrail = RowOf<typeof settlementRow> & { transactions: SettleTransaction[] }

const transactionsOfMatch = statement(
  settleTransactionRow,
  `select id, state, nonce, code, hashes, mined_block as "minedBlock", updated_at as "updatedAt",
     exists (select from blocks where blocks.number = sent.mined_block and blocks.hash = sent.mined_block_hash and blocks.final) as final
   from transactions as sent where match_id = (select coalesce(group_id, match_id) from settlements where match_id = $1) order by id`,
)

const settlementById = statement(
  settlementRow,
  `select match_id as "matchId", state, code, ask_hash as "askHash", bid_hash as "bidHash", node_id as "nodeId", account, gpus, amount,
     lease_id as "leaseId", created_at_ms as "createdAtMs", updated_at_ms as "updatedAtMs",
     exists (select from worker_commands where command_key = 'abandon/' || coalesce(settlements.group_id, settlements.match_id)) as abandoned
   from settlements where match_id = $1`,
)

/**
 * Returns one match with its transactions, oldest first; returns null if the match is unknown. Indexes: settlements (match_id), transactions (match_id). Takes
 * no lock.
 */
export async function readSettlementTrail(db: Queryable, { matchId }: { matchId: bigint }): Promise<SettlementTrail | null> {
  const row = await settlementById.first(db, [matchId])
  if (row === null) return null
  const transactions = await transactionsOfMatch.rows(db, [matchId])
  return { ...row, transactions }
}
