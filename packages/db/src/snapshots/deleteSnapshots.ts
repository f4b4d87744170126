import type { Queryable } from '../client/queryable.ts'

/** Deletes all snapshots except those after the rows `except`. Index: book_snapshots (seq). */
export async function deleteSnapshots(tx: Queryable, { except }: { except: readonly bigint[] }): Promise<void> {
  for (const table of ['book_snapshot_parts', 'book_snapshots']) await tx.query(`delete from ${table} where seq <> all($1::bigint[])`, [except])
}
