import type { Queryable } from '../client/queryable.ts'

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

/** Events of a transaction in the order of the chain. Index: chain_logs (tx_hash). Takes no lock. */
export async function listTransactionLogs(db: Queryable, { hash }: { hash: string }): Promise<TransactionLogRow[]> {
  return db.query<TransactionLogRow>(
    `select l.log_index as "logIndex", l.name, l.args, l.block_number as "blockNumber", l.block_hash as "blockHash", b.timestamp as at, b.final
     from chain_logs l join blocks b on b.number = l.block_number where l.tx_hash = $1 order by l.log_index`,
    [hash],
  )
}
