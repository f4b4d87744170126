import type { Queryable } from '../client/queryable.ts'

/** Funded holds an account made since `sinceMs` (wall clock) that were not rejected. Index: holds (account, created_at_ms). Takes no lock. */
export async function countFundedHolds(db: Queryable, { account, sinceMs }: { account: string; sinceMs: number }): Promise<number> {
  const rows = await db.query<{ count: bigint }>(
    "select count(*) as count from holds where account = $1 and created_at_ms > $2 and funded and state <> 'rejected'",
    [account, sinceMs],
  )
  return Number(rows[0]?.count ?? 0n)
}
