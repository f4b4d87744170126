import type { Queryable } from '../client/queryable.ts'

/** Sets the nonce below which every order of the account is cancelled. Index: chain_accounts (account). Locks its row. */
export async function saveAccountFloor(
  tx: Queryable,
  { account, floor, updatedBlock }: { account: string; floor: bigint; updatedBlock: bigint },
): Promise<void> {
  await tx.query(
    `insert into chain_accounts (account, balance, fees, floor, bonded, updated_block) values ($1, 0, 0, $2, 0, $3)
     on conflict (account) do update set floor = excluded.floor, updated_block = excluded.updated_block`,
    [account, floor, updatedBlock],
  )
}
