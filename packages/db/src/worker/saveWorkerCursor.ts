import type { Queryable } from '../client/queryable.ts'

/** Stores up to which seq every relay has its transaction. Index: worker_cursors (source). Locks its row. */
export async function saveWorkerCursor(db: Queryable, { lastSeq }: { lastSeq: bigint }): Promise<void> {
  await db.query("update worker_cursors set last_id = $1 where source = 'relays'", [lastSeq])
}
