import type { Queryable } from '../client/queryable.ts'
import type { SnapshotRow } from './snapshotRow.ts'

/**
 * Stores a snapshot with its parts, inside a transaction. Stores nothing, and returns false, when the journal has no such row (any more: it was
 * restored) or that row has its snapshot already. Indexes: journal (seq), book_snapshots (seq).
 */
export async function insertSnapshot(
  tx: Queryable,
  { seq, hash, atMs, bookHash, generation, version, digest }: Omit<SnapshotRow, 'parts'>,
  parts: readonly Buffer[],
): Promise<boolean> {
  const rows = await tx.query(
    `insert into book_snapshots (seq, hash, at_ms, book_hash, generation, version, parts, digest)
     select seq, hash, at_ms, $4, $5, $6, $7, $8 from journal where seq = $1 and hash = $2 and at_ms = $3
     on conflict (seq) do nothing returning seq`,
    [seq, hash, atMs, bookHash, generation, version, parts.length, digest],
  )
  if (rows.length === 0) return false
  for (const [part, bytes] of parts.entries())
    await tx.query('insert into book_snapshot_parts (seq, part, bytes) values ($1, $2, $3)', [seq, part, bytes])
  return true
}
