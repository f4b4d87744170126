import type { Queryable } from '../client/queryable.ts'
import type { SnapshotRow } from './snapshotRow.ts'

/** Snapshots of the book, newest first. They are few: older ones are deleted. Index: book_snapshots (seq). Takes no lock. */
export async function listSnapshots(db: Queryable, { limit }: { limit: number }): Promise<SnapshotRow[]> {
  return db.query<SnapshotRow>(
    `select seq, hash, at_ms as "atMs", book_hash as "bookHash", generation, version, parts, digest from book_snapshots order by seq desc limit $1`,
    [limit],
  )
}
