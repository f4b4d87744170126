// Transactions and their events, as pages show them. The API reads `transactions`, which the worker writes, and `chain_logs`, which the follower fills from the
// chain.
import { oneOf, rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'
import { transactionPurposes } from './worker/sentTransactions.ts'

const sentTransactionRow = rowOf({
  purpose: oneOf(tables.transactions.purpose, transactionPurposes),
  state: tables.transactions.state,
  code: tables.transactions.code,
  sender: tables.transactions.sender,
})

/** A transaction that a key of this market sent. */
export type SentTransactionRow = RowOf<typeof sentTransactionRow>

const transactionByHash = statement(
  sentTransactionRow,
  'select purpose, state, code, sender from transactions where hashes @> array[$1::text] limit 1',
)

/** Returns a transaction that a key of this market sent, by any of its hashes, or null. Index: transactions (hashes). Takes no lock. */
export async function findTransaction(db: Queryable, { hash }: { hash: string }): Promise<SentTransactionRow | null> {
  return transactionByHash.first(db, [hash])
}

const transactionLogRow = rowOf({
  logIndex: tables.chain_logs.log_index,
  name: tables.chain_logs.name,
  args: tables.chain_logs.args,
  blockNumber: tables.chain_logs.block_number,
  blockHash: tables.chain_logs.block_hash,
  at: tables.blocks.timestamp,
  final: tables.blocks.final,
})

/** One event of a transaction; `args` is canonical JSON. */
export type TransactionLogRow = RowOf<typeof transactionLogRow>

const logsOfTransaction = statement(
  transactionLogRow,
  `select l.log_index as "logIndex", l.name, l.args, l.block_number as "blockNumber", l.block_hash as "blockHash", b.timestamp as at, b.final
   from chain_logs l join blocks b on b.number = l.block_number where l.tx_hash = $1 order by l.log_index`,
)

/** Lists the events of a transaction in the order of the chain. Index: chain_logs (tx_hash). Takes no lock. */
export async function listTransactionLogs(db: Queryable, { hash }: { hash: string }): Promise<TransactionLogRow[]> {
  return logsOfTransaction.rows(db, [hash])
}
