import type { Queryable } from '../client/queryable.ts'

/** The row of the newest snapshot, 0 when there is none of a row that the journal has. Indexes: journal (seq), book_snapshots (seq). Takes no lock. */
export async function readNewestSnapshotSeq(db: Queryable): Promise<bigint> {
  const rows = await db.query<{ seq: bigint }>('select coalesce(max(seq), 0) as seq from book_snapshots join journal using (seq, hash)', [])
  return rows[0]?.seq ?? 0n
}
