import type { Queryable } from '../client/queryable.ts'

/** Notes that an account is blocked, or let in again. Index: book_accounts (account). Locks its row. */
export async function saveBookAccount(
  tx: Queryable,
  { account, blocked, updatedSeq }: { account: string; blocked: boolean; updatedSeq: bigint },
): Promise<void> {
  await tx.query(
    `insert into book_accounts (account, blocked, updated_seq) values ($1, $2, $3)
     on conflict (account) do update set blocked = excluded.blocked, updated_seq = excluded.updated_seq`,
    [account, blocked, updatedSeq],
  )
}
