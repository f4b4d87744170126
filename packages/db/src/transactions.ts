import type { Queryable } from './client/queryable.ts'

/** A transaction that a key of this market sent. */
export interface SentTransactionRow {
  purpose: 'settle' | 'relay' | 'sweep'
  state: string
  code: string | null
  sender: string
}

/** Returns a transaction of this market by any of its hashes, or null when another account sent it. Index: transactions (hashes). Takes no lock. */
export async function findTransaction(db: Queryable, { hash }: { hash: string }): Promise<SentTransactionRow | null> {
  const rows = await db.query<SentTransactionRow>('select purpose, state, code, sender from transactions where hashes @> array[$1::text] limit 1', [
    hash,
  ])
  return rows[0] ?? null
}

/** One event of a transaction; `args` is canonical JSON. */
export interface TransactionLogRow {
  logIndex: number
  name: string
  args: string
  blockNumber: bigint
  blockHash: string
  at: bigint
  final: boolean
}

/** Lists the events of a transaction in the order of the chain. Index: chain_logs (tx_hash). Takes no lock. */
export async function listTransactionLogs(db: Queryable, { hash }: { hash: string }): Promise<TransactionLogRow[]> {
  return db.query<TransactionLogRow>(
    `select l.log_index as "logIndex", l.name, l.args, l.block_number as "blockNumber", l.block_hash as "blockHash", b.timestamp as at, b.final
     from chain_logs l join blocks b on b.number = l.block_number where l.tx_hash = $1 order by l.log_index`,
    [hash],
  )
}
