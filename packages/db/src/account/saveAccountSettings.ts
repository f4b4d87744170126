import type { Queryable } from '../client/queryable.ts'

/** Keeps how an account reads the pages, and gives the time of it, later than that of any change before; null where there is no such account. Index: accounts (account). Locks its row. */
export async function saveAccountSettings(db: Queryable, { account, settings }: { account: string; settings: string }): Promise<Date | null> {
  const rows = await db.query<{ changedAt: Date }>(
    `update accounts set settings = $2, settings_at = greatest(now(), settings_at + interval '1 millisecond')
     where account = $1 returning settings_at as "changedAt"`,
    [account, settings],
  )
  return rows[0]?.changedAt ?? null
}
