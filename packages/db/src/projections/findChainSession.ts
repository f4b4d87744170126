import type { Queryable } from '../client/queryable.ts'
import type { ChainSessionRow } from './saveChainSession.ts'

/** A session key of an account, or null. Index: chain_sessions (account, key). Takes no lock. */
export async function findChainSession(db: Queryable, { account, key }: { account: string; key: string }): Promise<ChainSessionRow | null> {
  const rows = await db.query<ChainSessionRow>(
    `select account, key, total_left as "totalLeft", day_cap as "dayCap", spent_today as "spentToday", spent_on as "spentOn", expiry, revoked,
       updated_block as "updatedBlock" from chain_sessions where account = $1 and key = $2`,
    [account, key],
  )
  return rows[0] ?? null
}
