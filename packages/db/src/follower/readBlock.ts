import type { Queryable } from '../client/queryable.ts'
import type { BlockRow } from './blockRow.ts'

/** Our block of this number, or null. Index: blocks (number). Takes no lock. */
export async function readBlock(db: Queryable, { number }: { number: bigint }): Promise<BlockRow | null> {
  const rows = await db.query<BlockRow>('select number, hash, parent_hash as "parentHash", timestamp, final from blocks where number = $1', [number])
  return rows[0] ?? null
}
