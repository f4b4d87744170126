import type { Queryable } from '../client/queryable.ts'

/** Everything that is folded from the journal but matcher_status, which the matcher writes anew. Snapshots go, so that the next start replays all. */
const bookRows = [
  ...['book_orders', 'book_reservations', 'holds', 'settlements', 'book_nodes', 'book_accounts'],
  ...['book_snapshots', 'book_snapshot_parts'],
]

/**
 * Empties the book's read model inside a transaction; readers see the old rows until it commits. Locks the fence's row, so that no matcher
 * appends meanwhile: its next journal transaction waits for ours.
 */
export async function clearBookRows(tx: Queryable): Promise<void> {
  await tx.query('select value from fence where id = 1 for update', [])
  for (const table of bookRows) await tx.query(`delete from ${table}`, [])
}
