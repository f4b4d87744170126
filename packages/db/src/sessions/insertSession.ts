import type { Queryable } from '../client/queryable.ts'

/** A session to open. `sessionKey`: the key that opens it for the account; null when the account itself does. */
export interface NewSession {
  tokenHash: string
  account: string
  kind: 'cookie' | 'token'
  sessionKey: string | null
  expiresAt: Date
}

/** Opens a session and, where the account itself signed in, remembers the account. Only the hash of the token is kept. Call it inside a transaction. */
export async function insertSession(tx: Queryable, { tokenHash, account, kind, sessionKey, expiresAt }: NewSession): Promise<void> {
  if (sessionKey === null)
    await tx.query('insert into accounts (account) values ($1) on conflict (account) do update set last_seen_at = now()', [account])
  await tx.query('insert into sessions (token_hash, account, kind, session_key, expires_at) values ($1, $2, $3, $4, $5)', [
    tokenHash,
    account,
    kind,
    sessionKey,
    expiresAt,
  ])
}
