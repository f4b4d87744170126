// Public view of accounts. The API reads `chain_accounts`, `chain_providers` and `chain_nodes`, which the follower fills from the chain.
import { nullable, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const publicAccountRow = rowOf({
  balance: 'numeric',
  fees: 'numeric',
  bonded: 'numeric',
  listed: nullable(tables.chain_providers.listed),
  hasNodes: 'bool',
  updatedBlock: 'int8?',
})

/** An account's public data. Amounts are in PToken base units. */
export type PublicAccountRow = RowOf<typeof publicAccountRow>

const publicAccountOf = statement(
  publicAccountRow,
  `select coalesce(a.balance, 0) as balance, coalesce(a.fees, 0) as fees, coalesce(a.bonded, 0) as bonded, p.listed,
     exists (select 1 from chain_nodes where provider = $1) as "hasNodes", greatest(a.updated_block, p.updated_block) as "updatedBlock"
   from (select $1::text as account) asked left join chain_accounts a using (account) left join chain_providers p on p.provider = asked.account`,
)

/**
 * Returns an account's public data; returns null if the chain has no data of it. Index: chain_accounts (account), chain_providers (provider), chain_nodes
 * (provider). Takes no lock.
 */
export async function findPublicAccount(db: Queryable, { account }: { account: string }): Promise<PublicAccountRow | null> {
  const row = await publicAccountOf.only(db, [account])
  return row.updatedBlock === null && !row.hasNodes ? null : row
}
