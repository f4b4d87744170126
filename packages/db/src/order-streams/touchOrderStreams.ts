import type { Queryable } from '../client/queryable.ts'

/** Says that streams are held by a connection; one that was ended stays ended. Index: order_streams (id). Locks their rows. */
export async function touchOrderStreams(db: Queryable, { ids }: { ids: readonly string[] }): Promise<void> {
  if (ids.length === 0) return
  await db.query('update order_streams set alive_at = now() where id = any($1::uuid[])', [ids])
}
