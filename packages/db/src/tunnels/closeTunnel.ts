import type { Queryable } from '../client/queryable.ts'

/** Records that a tunnel went down. Safe to repeat. Index: tunnels (id). */
export async function closeTunnel(db: Queryable, { id, closedAt }: { id: string; closedAt: Date }): Promise<void> {
  await db.query('update tunnels set closed_at = $2, last_seen_at = $2 where id = $1 and closed_at is null', [id, closedAt])
}
