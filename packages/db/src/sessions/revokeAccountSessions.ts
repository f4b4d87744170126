import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'

/** Closes every session of an account, and wakes who holds streams of them. Index: sessions (account). */
export async function revokeAccountSessions(db: Queryable, { account }: { account: string }): Promise<void> {
  await db.query('update sessions set revoked_at = now() where account = $1 and revoked_at is null', [account])
  await notify(db, ['relays'])
}
