import { randomUUID } from 'node:crypto'
import { type ApiTokenRow, findChainSession, insertApiToken, revokeApiToken as revokeRow } from '@infinitio/db'
import type { Address, Refusal } from '@infinitio/domain'
import type { ApiTokenCreatedWire, ApiTokenWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { newApiToken } from '../../session/newToken.ts'
import { sessionKeyRefusal } from '../../session/sessionKeyRefusal.ts'

/** Maximum number of valid tokens of a session key. */
const mostTokens = 10

/** A request about a key of an account. `caller` is the session key that makes the request, or null if the account makes it. */
type AboutKey = { readonly account: Address; readonly caller: Address | null; readonly key: Address }

const seconds = (date: Date) => Math.floor(date.getTime() / 1_000)

/**
 * Creates an API token of a session key. The token expires with the key. Only its hash is stored. Refuses with `auth.forbidden` for another key,
 * `auth.session_key_revoked`, `auth.session_key_expired`, `auth.tokens_limit`.
 */
export async function createApiToken(
  { db, clock }: Services,
  { account, caller, key, name }: AboutKey & { name: string },
): Promise<ApiTokenCreatedWire | Refusal> {
  if (isOthers({ caller, key })) return othersKey
  const known = await findChainSession(db, { account, key })
  if (known === null) return { rejected: 'auth.session_key_revoked', detail: key }
  const now = BigInt(clock.read().now)
  const refusal = sessionKeyRefusal(known, { at: now })
  if (refusal !== null) return refusal
  const { token, tokenHash } = newApiToken()
  const tokenId = randomUUID()
  const expiresAt = new Date(Math.min(Date.now() + Number(known.expiry - now + 1n) * 1_000, latestMs))
  const row = { tokenId, tokenHash, account, key, name, expiresAt, most: mostTokens }
  const createdAt = await db.transaction((tx) => insertApiToken(tx, row))
  return createdAt === null
    ? { rejected: 'auth.tokens_limit', detail: key }
    : { tokenId, name, createdAt: seconds(createdAt), expiresAt: seconds(expiresAt), token }
}

/** The latest expiry of a token. A session key may expire later, at a time that a date cannot express. */
const latestMs = Date.UTC(9_999, 0)

/** Revokes a token of a session key. Refuses with `auth.forbidden` for another key, `auth.token_unknown`. */
export async function revokeApiToken({ db }: Services, { account, caller, key, tokenId }: AboutKey & { tokenId: string }): Promise<null | Refusal> {
  if (isOthers({ caller, key })) return othersKey
  return (await revokeRow(db, { account, key, tokenId })) ? null : { rejected: 'auth.token_unknown', detail: tokenId }
}

/** Converts a token's row into the form of the API, which does not contain the token itself. */
export function describeToken({ tokenId, name, createdAt, expiresAt }: ApiTokenRow): ApiTokenWire {
  return { tokenId, name, createdAt: seconds(createdAt), expiresAt: seconds(expiresAt) }
}

const othersKey: Refusal = { rejected: 'auth.forbidden', detail: 'a token of another key' }

function isOthers({ caller, key }: Pick<AboutKey, 'caller' | 'key'>): boolean {
  return caller !== null && caller !== key
}
