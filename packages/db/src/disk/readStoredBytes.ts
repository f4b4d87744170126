import type { Queryable } from '../client/queryable.ts'

/** What an account's snapshots take in the store, in bytes; one that is under way counts the parts that have a place. Index: disk_snapshots (account, created_at). Takes no lock. */
export async function readStoredBytes(db: Queryable, { account, partBytes }: { account: string; partBytes: number }): Promise<number> {
  const [row] = await db.query<{ bytes: bigint }>(
    `select coalesce(sum(case when state = 'stored' then stored_bytes else parts::bigint * $2::bigint end), 0)::bigint as bytes
     from disk_snapshots where account = $1`,
    [account, partBytes],
  )
  return Number(row?.bytes ?? 0n)
}
