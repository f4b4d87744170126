import type { Queryable } from '../client/queryable.ts'

/** The bytes of a snapshot in their order; fewer than its row says when it is torn. Index: book_snapshot_parts (seq, part). Takes no lock. */
export async function readSnapshotParts(db: Queryable, { seq, parts }: { seq: bigint; parts: number }): Promise<Buffer[]> {
  const found: Buffer[] = []
  // One at a time: together they may be more than one answer of the server should hold.
  for (let part = 0; part < parts; part += 1) {
    const [row] = await db.query<{ bytes: Buffer }>('select bytes from book_snapshot_parts where seq = $1 and part = $2', [seq, part])
    if (row === undefined) break
    found.push(row.bytes)
  }
  return found
}
