import type { Queryable } from '../client/queryable.ts'

/** A session as stored; it may be over or revoked. */
export interface SessionRow {
  account: string
  kind: 'cookie' | 'token'
  /** The session key that opened it for the account; null when the account itself did. */
  sessionKey: string | null
  createdAt: Date
  expiresAt: Date
  revokedAt: Date | null
}

/** The session of a token hash, or null. Index: sessions (token_hash). Takes no lock. */
export async function findSession(db: Queryable, { tokenHash }: { tokenHash: string }): Promise<SessionRow | null> {
  const rows = await db.query<SessionRow>(
    'select account, kind, session_key as "sessionKey", created_at as "createdAt", expires_at as "expiresAt", revoked_at as "revokedAt" from sessions where token_hash = $1',
    [tokenHash],
  )
  return rows[0] ?? null
}
