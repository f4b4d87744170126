import type { Queryable } from '../client/queryable.ts'

/** The time of the newest block the follower has, in Unix seconds, or null before the first. Index: blocks (number). */
export async function readHeadTime(db: Queryable): Promise<number | null> {
  const rows = await db.query<{ timestamp: bigint }>('select timestamp from blocks order by number desc limit 1', [])
  return rows[0] === undefined ? null : Number(rows[0].timestamp)
}
