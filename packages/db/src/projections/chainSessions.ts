import type { Queryable } from '../client/queryable.ts'

/** The limits that an account gave a session key, in 1e-9 PToken. `spentOn` is the day of `spentToday` (Unix seconds / 86,400). */
export interface ChainSessionRow {
  account: string
  key: string
  totalLeft: bigint
  dayCap: bigint
  spentToday: bigint
  spentOn: bigint
  expiry: bigint
  revoked: boolean
  updatedBlock: bigint
}

/** Stores a session key in place of its earlier limits. Index: chain_sessions (account, key). Locks its row. */
export async function saveChainSession(tx: Queryable, session: ChainSessionRow): Promise<void> {
  await tx.query(
    `insert into chain_sessions (account, key, total_left, day_cap, spent_today, spent_on, expiry, revoked, updated_block)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (account, key) do update set total_left = excluded.total_left, day_cap = excluded.day_cap, spent_today = excluded.spent_today,
       spent_on = excluded.spent_on, expiry = excluded.expiry, revoked = excluded.revoked, updated_block = excluded.updated_block`,
    [
      session.account,
      session.key,
      session.totalLeft,
      session.dayCap,
      session.spentToday,
      session.spentOn,
      session.expiry,
      session.revoked,
      session.updatedBlock,
    ],
  )
}

/** Returns a session key of an account, or null. Index: chain_sessions (account, key). Takes no lock. */
export async function findChainSession(db: Queryable, { account, key }: { account: string; key: string }): Promise<ChainSessionRow | null> {
  const rows = await db.query<ChainSessionRow>(
    `select account, key, total_left as "totalLeft", day_cap as "dayCap", spent_today as "spentToday", spent_on as "spentOn", expiry, revoked,
       updated_block as "updatedBlock" from chain_sessions where account = $1 and key = $2`,
    [account, key],
  )
  return rows[0] ?? null
}
