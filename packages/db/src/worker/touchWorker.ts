import type { Queryable } from '../client/queryable.ts'

/** Says that the sender is alive. Index: worker_status (sender). Locks its row. */
export async function touchWorker(db: Queryable, { sender }: { sender: string }): Promise<void> {
  await db.query('update worker_status set updated_at = now() where sender = $1', [sender])
}
