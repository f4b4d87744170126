import type { Queryable } from '../client/queryable.ts'

/** Sets what an account has bonded as a provider, in PToken base units. Index: chain_accounts (account). Locks its row. */
export async function saveAccountBond(
  tx: Queryable,
  { account, bonded, updatedBlock }: { account: string; bonded: bigint; updatedBlock: bigint },
): Promise<void> {
  await tx.query(
    `insert into chain_accounts (account, balance, fees, floor, bonded, updated_block) values ($1, 0, 0, 0, $2, $3)
     on conflict (account) do update set bonded = excluded.bonded, updated_block = excluded.updated_block`,
    [account, bonded, updatedBlock],
  )
}
