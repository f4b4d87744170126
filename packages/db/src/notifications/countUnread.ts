import type { Queryable } from '../client/queryable.ts'

/** How many notifications an account has not read. Index: notifications_unread_idx. Takes no lock. */
export async function countUnread(db: Queryable, { account }: { account: string }): Promise<number> {
  const [row] = await db.query<{ count: bigint }>('select count(*) from notifications where account = $1 and read_at is null', [account])
  return Number(row?.count ?? 0n)
}
