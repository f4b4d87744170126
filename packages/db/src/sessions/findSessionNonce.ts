import type { Queryable } from '../client/queryable.ts'

/** When a nonce that was not used and is not over runs out, or null. Index: session_nonces (nonce). Takes no lock. */
export async function findSessionNonce(db: Queryable, { nonce, purpose }: { nonce: string; purpose: 'account' | 'node' }): Promise<Date | null> {
  const rows = await db.query<{ expires_at: Date }>(
    'select expires_at from session_nonces where nonce = $1 and purpose = $2 and used_at is null and expires_at > now()',
    [nonce, purpose],
  )
  return rows[0]?.expires_at ?? null
}
