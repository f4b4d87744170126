import type { Queryable } from '../client/queryable.ts'

/** One line of an account's statement. `amount` is the change of its balance (may be negative), `at` the block's Unix second. */
export interface StatementLine {
  account: string
  blockNumber: bigint
  logIndex: number
  kind: string
  txHash: string
  amount: bigint
  balanceAfter: bigint
  leaseId: bigint | null
  at: bigint
}

/** Adds a line. Index: chain_statement (account, block_number, log_index, kind). */
export async function insertStatementLine(tx: Queryable, line: StatementLine): Promise<void> {
  await tx.query(
    `insert into chain_statement (account, block_number, log_index, kind, tx_hash, amount, balance_after, lease_id, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [line.account, line.blockNumber, line.logIndex, line.kind, line.txHash, line.amount, line.balanceAfter, line.leaseId, line.at],
  )
}
