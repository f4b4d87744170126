import type { Queryable } from '../client/queryable.ts'

/** What an account keeps of how it reads the pages, as JSON, and since when; null when it keeps nothing. Index: accounts (account). Takes no lock. */
export async function readAccountSettings(db: Queryable, { account }: { account: string }): Promise<{ settings: string; changedAt: Date } | null> {
  const rows = await db.query<{ settings: string; changedAt: Date }>(
    'select settings, settings_at as "changedAt" from accounts where account = $1 and settings is not null',
    [account],
  )
  return rows[0] ?? null
}
