import type { Queryable } from '../client/queryable.ts'

/** Whether a nonce is ours, not over, and unused. Index: session_nonces (nonce). Takes no lock. */
export async function isSessionNonceFree(db: Queryable, { nonce, purpose }: { nonce: string; purpose: 'account' | 'node' }): Promise<boolean> {
  const rows = await db.query<{ nonce: string }>(
    'select nonce from session_nonces where nonce = $1 and purpose = $2 and used_at is null and expires_at > now()',
    [nonce, purpose],
  )
  return rows.length === 1
}
