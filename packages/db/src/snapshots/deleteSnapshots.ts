import type { Queryable } from '../client/queryable.ts'

/** Deletes all snapshots but the newest `keep`, and those of rows that the journal does not have (any more). Indexes: journal (seq), book_snapshots (seq). */
export async function deleteSnapshots(tx: Queryable, { keep }: { keep: number }): Promise<void> {
  const kept = '(select seq from book_snapshots join journal using (seq, hash) order by seq desc limit $1)'
  // The parts first: which ones go follows from the rows.
  for (const table of ['book_snapshot_parts', 'book_snapshots']) await tx.query(`delete from ${table} where seq not in ${kept}`, [keep])
}
