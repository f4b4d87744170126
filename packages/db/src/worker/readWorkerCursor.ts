import type { Queryable } from '../client/queryable.ts'

/** Every relay up to this seq has its transaction. Index: worker_cursors (source). Takes no lock. */
export async function readWorkerCursor(db: Queryable): Promise<bigint> {
  const rows = await db.query<{ last_id: bigint }>("select last_id from worker_cursors where source = 'relays'", [])
  const row = rows[0]
  if (row === undefined) throw new Error('the cursor over relays is missing')
  return row.last_id
}
