// Accounts of the Market and their statements. The follower (role infinitio_follower) fills the tables `chain_accounts` and `chain_statement` from the chain.
import { rowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

/** A change of a Market account, in PToken base units. Amounts may be negative. */
export interface AccountChange {
  account: string
  balance: bigint
  fees: bigint
  updatedBlock: bigint
}

const changedAccount = statement(
  rowOf({ balance: tables.chain_accounts.balance, fees: tables.chain_accounts.fees }),
  `insert into chain_accounts as old (account, balance, fees, floor, bonded, updated_block) values ($1, $2, $3, 0, 0, $4)
   on conflict (account) do update set balance = old.balance + excluded.balance, fees = old.fees + excluded.fees,
     updated_block = excluded.updated_block
   returning balance, fees`,
)

/**
 * Adds a change to the amounts of an account and returns its new balance. The amounts of a new account are 0. Throws if an amount falls below zero, because
 * that means that the follower (the process that copies the chain) has missed a log. Index: chain_accounts (account). Locks its row.
 */
export async function changeChainAccount(tx: Queryable, { account, balance, fees, updatedBlock }: AccountChange): Promise<bigint> {
  const row = await changedAccount.only(tx, [account, balance, fees, updatedBlock])
  if (row.balance < 0n || row.fees < 0n) throw new Error(`account ${account} would fall below zero`)
  return row.balance
}

/** One line of an account's statement. `amount` is the change of its balance (may be negative), and `at` is the time of the block in Unix seconds. */
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

/** Adds a line to a statement. Index: chain_statement (account, block_number, log_index, kind). */
export async function insertStatementLine(tx: Queryable, line: StatementLine): Promise<void> {
  await tx.query(
    `insert into chain_statement (account, block_number, log_index, kind, tx_hash, amount, balance_after, lease_id, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [line.account, line.blockNumber, line.logIndex, line.kind, line.txHash, line.amount, line.balanceAfter, line.leaseId, line.at],
  )
}
