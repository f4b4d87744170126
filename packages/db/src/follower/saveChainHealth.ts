import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'

/** Says that the chain answers (`error` null) or why it does not, and wakes the pages. Does nothing before the first block. */
export async function saveChainHealth(db: Queryable, { error }: { error: string | null }): Promise<void> {
  await db.query('update follower_checkpoint set chain_ok = $1::text is null, chain_error = $1::text, updated_at = now() where id = 1', [error])
  await notify(db, ['projections'])
}
