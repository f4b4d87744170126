import type { Queryable } from '../client/queryable.ts'

/** Records that these tunnels are still up, in one statement. Index: tunnels (id). */
export async function touchTunnels(db: Queryable, { ids, seenAt }: { ids: readonly string[]; seenAt: Date }): Promise<void> {
  await db.query('update tunnels set last_seen_at = $2 where id = any($1::uuid[]) and closed_at is null', [ids, seenAt])
}
