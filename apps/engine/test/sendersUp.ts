import type { Market } from './startMarket.ts'

/** Returns how many sender keys hold their lock, in any process. */
export async function sendersUp(market: Market): Promise<number> {
  const rows = await market.owner.query(
    `select distinct pid from pg_locks join pg_database on pg_database.oid = pg_locks.database
     where datname = current_database() and locktype = 'advisory' and objsubid = 1 and granted`,
    [],
  )
  return rows.length
}
