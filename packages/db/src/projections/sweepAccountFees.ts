import type { Queryable } from '../client/queryable.ts'

/** Sets the waiting fees of accounts to zero and returns their sum, in PToken base units. Index: chain_accounts (account). Locks the rows. */
export async function sweepAccountFees(
  tx: Queryable,
  { accounts, updatedBlock }: { accounts: readonly string[]; updatedBlock: bigint },
): Promise<bigint> {
  const rows = await tx.query<{ amount: bigint }>(
    `with swept as (select account, fees from chain_accounts where account = any($1::text[]) for update),
       cleared as (update chain_accounts set fees = 0, updated_block = $2 from swept where chain_accounts.account = swept.account)
     select coalesce(sum(fees), 0)::numeric(78,0) as amount from swept`,
    [accounts, updatedBlock],
  )
  return rows[0]?.amount ?? 0n
}
