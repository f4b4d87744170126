import type { Queryable } from '../client/queryable.ts'

/**
 * Stores up to which seq every relay has its transaction, unless the cursor was set back meanwhile (`reopenRelay`): then the relay that
 * was opened again would be passed over for good. Index: worker_cursors (source). Locks its row.
 */
export async function saveWorkerCursor(db: Queryable, { from, lastSeq }: { from: bigint; lastSeq: bigint }): Promise<void> {
  await db.query("update worker_cursors set last_id = $2 where source = 'relays' and last_id = $1", [from, lastSeq])
}
