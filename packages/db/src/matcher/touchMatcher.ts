import type { Queryable } from '../client/queryable.ts'

/** Says that the matcher is alive. Index: matcher_status (id). Locks its row. */
export async function touchMatcher(db: Queryable): Promise<void> {
  await db.query('update matcher_status set updated_at = now() where id = 1', [], { prepared: true })
}
