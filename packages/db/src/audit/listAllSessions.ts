import type { Queryable } from '../client/queryable.ts'
import type { ChainSessionRow } from '../projections/chainSessions.ts'

/** Every session key. For audits: reads the whole table. Takes no lock. */
export async function listAllSessions(db: Queryable): Promise<ChainSessionRow[]> {
  return db.query<ChainSessionRow>(
    `select account, key, total_left as "totalLeft", day_cap as "dayCap", spent_today as "spentToday", spent_on as "spentOn", expiry, revoked,
       updated_block as "updatedBlock" from chain_sessions order by account, key`,
    [],
  )
}
