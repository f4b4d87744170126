import type { Queryable } from '../client/queryable.ts'
import type { BlockRow } from './blockRow.ts'

/** The highest block the follower has applied, or null before the first. Index: blocks (number). Takes no lock. */
export async function readHeadBlock(db: Queryable): Promise<BlockRow | null> {
  const rows = await db.query<BlockRow>(
    'select number, hash, parent_hash as "parentHash", timestamp, final from blocks order by number desc limit 1',
    [],
  )
  return rows[0] ?? null
}
