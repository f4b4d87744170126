import type { Queryable } from '../client/queryable.ts'

/** Uses a nonce up. False when it is unknown, over, or was used before: of two at once only one gets true. Locks its row. Index: session_nonces (nonce). */
export async function consumeSessionNonce(db: Queryable, { nonce, purpose }: { nonce: string; purpose: 'account' | 'node' }): Promise<boolean> {
  const rows = await db.query<{ nonce: string }>(
    'update session_nonces set used_at = now() where nonce = $1 and purpose = $2 and used_at is null and expires_at > now() returning nonce',
    [nonce, purpose],
  )
  return rows.length === 1
}
