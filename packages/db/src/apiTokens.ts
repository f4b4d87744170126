// API tokens: sessions of a session key that last as long as the key. The API (role infinitio_api) writes the table `sessions`.
import { present, rowOf, type RowOf } from './client/columns.ts'
import { notify } from './client/notify.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

/** A token to store. The database stores only the hash of its text. `key` is the session key that the token acts for. */
export interface NewApiToken {
  tokenId: string
  tokenHash: string
  account: string
  key: string
  name: string
  expiresAt: Date
}

/** SQL condition on `sessions`: the row is an API token that was not revoked and has not expired. */
const isGoodToken = 'token_id is not null and revoked_at is null and expires_at > now()'

/**
 * Stores a token, unless its key already has `most` valid tokens. Returns the time at which the token was created, or null if it was not stored. Call it inside
 * a transaction: it locks the row of the account, so that parallel calls cannot exceed `most` together. Index: sessions_tokens_idx.
 */
export async function insertApiToken(tx: Queryable, { most, ...token }: NewApiToken & { most: number }): Promise<Date | null> {
  const { tokenId, tokenHash, account, key, name, expiresAt } = token
  await tx.query('select 1 from accounts where account = $1 for update', [account])
  const row = await newToken.first(tx, [tokenHash, account, key, tokenId, name, expiresAt, most])
  return row?.createdAt ?? null
}

const newToken = statement(
  rowOf({ createdAt: tables.sessions.created_at }),
  `insert into sessions (token_hash, account, kind, session_key, token_id, name, expires_at)
   select $1, $2::text, 'api', $3::text, $4::uuid, $5, $6::timestamptz
   where (select count(*) from sessions where account = $2::text and session_key = $3::text and ${isGoodToken}) < $7::int
   returning created_at as "createdAt"`,
)

const apiTokenRow = rowOf({
  tokenId: present(tables.sessions.token_id),
  key: present(tables.sessions.session_key),
  name: present(tables.sessions.name),
  createdAt: tables.sessions.created_at,
  expiresAt: tables.sessions.expires_at,
})

/** An API token that was not revoked and has not expired. */
export type ApiTokenRow = RowOf<typeof apiTokenRow>

const tokensOfAccount = statement(
  apiTokenRow,
  `select token_id as "tokenId", session_key as key, name, created_at as "createdAt", expires_at as "expiresAt" from sessions
   where account = $1 and ($2::text is null or session_key = $2) and ${isGoodToken} order by created_at, token_id`,
)

/**
 * Lists the valid tokens of an account's session keys, oldest first. A `key` limits the list to the tokens of that
 * key. Index: sessions_tokens_idx. Takes no lock.
 */
export async function listApiTokens(db: Queryable, { account, key }: { account: string; key: string | null }): Promise<ApiTokenRow[]> {
  return tokensOfAccount.rows(db, [account, key])
}

/**
 * Revokes a token of a key, and notifies the processes that serve streams to the token. Returns false if the key has no such valid token. Index:
 * sessions_tokens_idx.
 */
export async function revokeApiToken(db: Queryable, { account, key, tokenId }: { account: string; key: string; tokenId: string }): Promise<boolean> {
  const rows = await db.query(
    `update sessions set revoked_at = now() where token_id = $3 and account = $1 and session_key = $2 and ${isGoodToken} returning token_id`,
    [account, key, tokenId],
  )
  if (rows.length > 0) await notify(db, ['relays'])
  return rows.length > 0
}

const revokedWithKey = statement(
  rowOf({ tokenId: present(tables.sessions.token_id) }),
  `update sessions set revoked_at = now() from chain_sessions c
   where c.account = sessions.account and c.key = sessions.session_key and c.revoked and sessions.token_id is not null and sessions.revoked_at is null
   returning sessions.token_id as "tokenId"`,
)

/**
 * Revokes the tokens of keys that the chain has revoked, so that the tokens remain invalid if the account authorises the key again. Returns the number of
 * revoked tokens. Indexes: sessions_tokens_idx, chain_sessions (account, key). Locks the rows of the tokens.
 */
export async function revokeTokensWithKeys(db: Queryable): Promise<number> {
  const rows = await revokedWithKey.rows(db, [])
  if (rows.length > 0) await notify(db, ['relays'])
  return rows.length
}
