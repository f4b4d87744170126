import type { Queryable } from '../client/queryable.ts'

/** Remembers a nonce that works once, until `expiresAt`. `purpose` is `account` or `node`. */
export async function insertSessionNonce(
  db: Queryable,
  { nonce, purpose, expiresAt }: { nonce: string; purpose: 'account' | 'node'; expiresAt: Date },
): Promise<void> {
  await db.query('insert into session_nonces (nonce, purpose, expires_at) values ($1, $2, $3)', [nonce, purpose, expiresAt])
}
