import type { Queryable } from '../client/queryable.ts'
import type { AccountRow } from './foldedRows.ts'

/** Accounts of the Market by address. Index: chain_accounts (account). Takes no lock: the follower is their only writer. */
export async function loadAccounts(tx: Queryable, { accounts }: { accounts: readonly string[] }): Promise<AccountRow[]> {
  if (accounts.length === 0) return []
  return tx.query<AccountRow>(
    'select account, balance, fees, floor, bonded, updated_block as "updatedBlock" from chain_accounts where account = any($1::text[])',
    [accounts],
  )
}
