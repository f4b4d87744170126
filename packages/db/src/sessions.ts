// Sessions of accounts and of nodes. The API (role infinitio_api) writes the tables `sessions`, `node_sessions`, `session_nonces` and `accounts`.
import { oneOf, rowOf, type RowOf } from './client/columns.ts'
import { notify } from './client/notify.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

/** A new session. `sessionKey` is the key that signs in for the account; null if the account itself signs in. */
export interface NewSession {
  tokenHash: string
  account: string
  kind: 'cookie' | 'token'
  sessionKey: string | null
  expiresAt: Date
}

/** Opens a session. If the account itself signed in, also stores the account. Only the hash of the token is stored. Call it inside a transaction. */
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

const sessionRow = rowOf({
  account: tables.sessions.account,
  /**
   * How the session was opened: in a browser (`cookie`), by a program (`token`), or as an API token of a session key (`api`). An API token lasts as long as its
   * key, and can only read and prepare; orders must be signed with the key.
   */
  kind: oneOf(tables.sessions.kind, ['cookie', 'token', 'api']),
  /** The session key that signed in for the account; null if the account itself signed in. */
  sessionKey: tables.sessions.session_key,
  createdAt: tables.sessions.created_at,
  expiresAt: tables.sessions.expires_at,
  revokedAt: tables.sessions.revoked_at,
})

/** A stored session. It may be expired or revoked. */
export type SessionRow = RowOf<typeof sessionRow>

const sessionByToken = statement(
  sessionRow,
  'select account, kind, session_key as "sessionKey", created_at as "createdAt", expires_at as "expiresAt", revoked_at as "revokedAt" from sessions where token_hash = $1',
)

/** Returns the session of a token hash, or null. Index: sessions (token_hash). Takes no lock. */
export async function findSession(db: Queryable, { tokenHash }: { tokenHash: string }): Promise<SessionRow | null> {
  return sessionByToken.first(db, [tokenHash])
}

/**
 * SQL condition on a row of the table `sessions`: the session is neither revoked nor expired, and its session key was not revoked on the chain. Index:
 * chain_sessions (account, key).
 */
export const isOpenSession = `(sessions.revoked_at is null and sessions.expires_at > now() and (sessions.session_key is null or exists (
  select from chain_sessions c where c.account = sessions.account and c.key = sessions.session_key and not c.revoked)))`

const openSessions = statement(
  rowOf({ token_hash: tables.sessions.token_hash }),
  `select token_hash from sessions where token_hash = any($1) and ${isOpenSession}`,
)

/**
 * From the given token hashes, returns those that belong to sessions which are still open. Indexes: sessions (token_hash), chain_sessions (account, key). Takes
 * no lock.
 */
export async function listOpenSessions(db: Queryable, { tokenHashes }: { tokenHashes: readonly string[] }): Promise<Set<string>> {
  const rows = await openSessions.rows(db, [tokenHashes])
  return new Set(rows.map((row) => row.token_hash))
}

/** Revokes a session, and notifies the processes that serve the session's event streams. A second call changes nothing. Index: sessions (token_hash). */
export async function revokeSession(db: Queryable, { tokenHash }: { tokenHash: string }): Promise<void> {
  await db.query('update sessions set revoked_at = now() where token_hash = $1 and revoked_at is null', [tokenHash])
  await notify(db, ['relays'])
}

/** Revokes all sessions of an account, and notifies the processes that serve the event streams of these sessions. Index: sessions (account). */
export async function revokeAccountSessions(db: Queryable, { account }: { account: string }): Promise<void> {
  await db.query('update sessions set revoked_at = now() where account = $1 and revoked_at is null', [account])
  await notify(db, ['relays'])
}

/** Opens one session for all nodes of an agent. Only the hash of the session's token is stored. */
export async function insertNodeSession(db: Queryable, args: { tokenHash: string; nodeIds: readonly string[]; expiresAt: Date }): Promise<void> {
  await db.query('insert into node_sessions (token_hash, node_ids, expires_at) values ($1, $2, $3)', [args.tokenHash, args.nodeIds, args.expiresAt])
}

const nodeSessionByToken = statement(
  rowOf({ node_ids: tables.node_sessions.node_ids }),
  'select node_ids from node_sessions where token_hash = $1 and expires_at > now() and revoked_at is null',
)

/** Returns the nodes of a node session that is neither expired nor revoked, or null. Index: node_sessions (token_hash). Takes no lock. */
export async function findNodeSession(db: Queryable, { tokenHash }: { tokenHash: string }): Promise<string[] | null> {
  const row = await nodeSessionByToken.first(db, [tokenHash])
  return row?.node_ids ?? null
}

/** Stores a nonce that can be used once, until `expiresAt`. `purpose` is `account` or `node`. */
export async function insertSessionNonce(
  db: Queryable,
  { nonce, purpose, expiresAt }: { nonce: string; purpose: 'account' | 'node'; expiresAt: Date },
): Promise<void> {
  await db.query('insert into session_nonces (nonce, purpose, expires_at) values ($1, $2, $3)', [nonce, purpose, expiresAt])
}

const unusedNonce = statement(
  rowOf({ expires_at: tables.session_nonces.expires_at }),
  'select expires_at from session_nonces where nonce = $1 and purpose = $2 and used_at is null and expires_at > now()',
)

/** Returns the expiry of an unused nonce; returns null if it is unknown, used or expired. Index: session_nonces (nonce). Takes no lock. */
export async function findSessionNonce(db: Queryable, { nonce, purpose }: { nonce: string; purpose: 'account' | 'node' }): Promise<Date | null> {
  const row = await unusedNonce.first(db, [nonce, purpose])
  return row?.expires_at ?? null
}

/** Returns true if a nonce is stored, unused and not expired. Index: session_nonces (nonce). Takes no lock. */
export async function isSessionNonceFree(db: Queryable, { nonce, purpose }: { nonce: string; purpose: 'account' | 'node' }): Promise<boolean> {
  const rows = await db.query('select nonce from session_nonces where nonce = $1 and purpose = $2 and used_at is null and expires_at > now()', [
    nonce,
    purpose,
  ])
  return rows.length === 1
}

/**
 * Uses a nonce. Returns false if it is unknown, expired or used; of two concurrent calls, only one returns true. Locks its row. Index: session_nonces
 * (nonce).
 */
export async function consumeSessionNonce(db: Queryable, { nonce, purpose }: { nonce: string; purpose: 'account' | 'node' }): Promise<boolean> {
  const rows = await db.query(
    'update session_nonces set used_at = now() where nonce = $1 and purpose = $2 and used_at is null and expires_at > now() returning nonce',
    [nonce, purpose],
  )
  return rows.length === 1
}
