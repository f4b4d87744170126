import type { Market } from './startMarket.ts'

/** How many sender keys have their lock, in whatever process. */
export async function sendersUp(market: Market): Promise<number> {
  const rows = await market.owner.query(
    `select distinct pid from pg_locks join pg_database on pg_database.oid = pg_locks.database
     where datname = current_database() and locktype = 'advisory' and objsubid = 1 and granted`,
    [],
  )
  return rows.length
}
