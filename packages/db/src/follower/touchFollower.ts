import type { Queryable } from '../client/queryable.ts'

/** Says that the follower is alive. Index: follower_checkpoint (id). Locks its row. */
export async function touchFollower(db: Queryable): Promise<void> {
  await db.query('update follower_checkpoint set updated_at = now() where id = 1', [])
}
