import type { Queryable } from '../client/queryable.ts'

/** What the chain told of an account. Amounts in PToken base units. */
export interface PublicAccountRow {
  balance: bigint
  fees: bigint
  bonded: bigint
  listed: boolean | null
  hasNodes: boolean
  updatedBlock: bigint | null
}

/** An account as the chain tells it, or null when it has told nothing. Index: chain_accounts (account), chain_providers (provider), chain_nodes (provider). Takes no lock. */
export async function findPublicAccount(db: Queryable, { account }: { account: string }): Promise<PublicAccountRow | null> {
  const rows = await db.query<PublicAccountRow>(
    `select coalesce(a.balance, 0) as balance, coalesce(a.fees, 0) as fees, coalesce(a.bonded, 0) as bonded, p.listed,
       exists (select 1 from chain_nodes where provider = $1) as "hasNodes", greatest(a.updated_block, p.updated_block) as "updatedBlock"
     from (select $1::text as account) asked left join chain_accounts a using (account) left join chain_providers p on p.provider = asked.account`,
    [account],
  )
  const row = rows[0]
  return row === undefined || (row.updatedBlock === null && !row.hasNodes) ? null : row
}
