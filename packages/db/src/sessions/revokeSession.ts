import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'

/** Closes one session, and wakes who holds streams of it. Closing it again changes nothing. Index: sessions (token_hash). */
export async function revokeSession(db: Queryable, { tokenHash }: { tokenHash: string }): Promise<void> {
  await db.query('update sessions set revoked_at = now() where token_hash = $1 and revoked_at is null', [tokenHash])
  await notify(db, ['relays'])
}
