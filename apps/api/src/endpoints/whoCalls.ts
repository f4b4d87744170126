import { findChainSession, findNodeSession, findSession, isLeaseOfKey, type SessionRow } from '@infinitio/db'
import { type Address, address, isRefusal, type Refusal } from '@infinitio/domain'
import { sessionKeyRefusal } from '../session/sessionKeyRefusal.ts'
import type { Endpoint } from './endpoint.ts'
import { readSessionCookie } from '../http/sessionCookie.ts'
import type { Services } from '../services/services.ts'
import { hashToken } from '../session/newToken.ts'

/** The caller of a request. `sessionKey`: the session key that calls for the account, or null if the account itself calls. */
export type Caller = {
  readonly account: Address | null
  readonly sessionKey: Address | null
  readonly sessionTokenHash: string | null
  /** True if the request was sent with an API token. Each token has its own rate limit. */
  readonly isApiToken: boolean
  readonly nodeIds: readonly string[]
}

const nobody: Caller = { account: null, sessionKey: null, sessionTokenHash: null, isApiToken: false, nodeIds: [] }

/**
 * Finds who sent a request, by bearer token or cookie.
 * - At public and local endpoints, the caller is always nobody.
 * - Where sign-in is optional, the token of a node session is accepted, too. A caller without a valid token or cookie is nobody, and so is a caller with a
 *   session key that the endpoint does not accept.
 * - At other endpoints, these callers are refused with `auth.session_missing`, `auth.session_expired`, `auth.session_revoked`, `auth.token_invalid`, or a code
 *   of `refuseKey`.
 * - For a method other than GET and HEAD, a cookie without an Origin header is refused with `auth.origin_refused`; `checkSite` refuses the Origin of another
 *   site.
 */
export async function whoCalls(services: Services, request: Request, endpoint: Endpoint): Promise<Caller | Refusal> {
  const { access } = endpoint
  if (access === 'public' || access === 'local') return nobody
  const authorization = request.headers.get('authorization') ?? ''
  const bearer = /^Bearer ([A-Za-z0-9_-]{20,100})$/.exec(authorization)?.[1] ?? null
  if (access === 'node') return nodeCaller(services, bearer)
  const cookie = bearer === null ? readSessionCookie(request.headers.get('cookie'), { isHttps: services.site.isHttps }) : null
  const token = bearer ?? cookie
  if (token === null)
    return access === 'optional'
      ? nobody
      : {
          rejected: authorization === '' ? 'auth.session_missing' : 'auth.token_invalid',
          detail: 'send a cookie, or the header Authorization: Bearer TOKEN',
        }
  const isUnsafe = request.method !== 'GET' && request.method !== 'HEAD'
  if (cookie !== null && isUnsafe && request.headers.get('origin') === null)
    return { rejected: 'auth.origin_refused', detail: 'a cookie without an Origin' }
  const tokenHash = hashToken(token)
  const session = await findSession(services.db, { tokenHash })
  const refusal: Refusal | null =
    session === null
      ? { rejected: bearer === null ? 'auth.session_missing' : 'auth.token_invalid' }
      : session.revokedAt !== null
        ? { rejected: 'auth.session_revoked', ...(session.kind === 'api' ? { detail: 'this API token, or its key, was revoked' } : {}) }
        : session.expiresAt.getTime() <= Date.now()
          ? { rejected: 'auth.session_expired' }
          : null
  if (access === 'optional' && session === null && bearer !== null) return optionalNode(services, bearer)
  if (refusal !== null || session === null) return access === 'optional' ? nobody : (refusal ?? { rejected: 'auth.session_missing' })
  const caller = { account: address(session.account), sessionTokenHash: tokenHash, isApiToken: session.kind === 'api', nodeIds: [] }
  if (session.sessionKey === null) return { ...caller, sessionKey: null }
  const key = address(session.sessionKey)
  const notAllowed = await refuseKey(services, { session, key, endpoint })
  if (notAllowed === null) return { ...caller, sessionKey: key }
  return access === 'optional' ? nobody : notAllowed
}

async function nodeCaller(services: Services, token: string | null): Promise<Caller | Refusal> {
  if (token === null) return { rejected: 'auth.session_missing', detail: 'a node session is needed' }
  const nodeIds = await findNodeSession(services.db, { tokenHash: hashToken(token) })
  return nodeIds === null ? { rejected: 'auth.token_invalid' } : { ...nobody, sessionTokenHash: hashToken(token), nodeIds }
}

async function optionalNode(services: Services, token: string): Promise<Caller> {
  const caller = await nodeCaller(services, token)
  return isRefusal(caller) ? nobody : caller
}

type Asked = Pick<Endpoint, 'method' | 'path' | 'keyRight' | 'byToken'>

/**
 * Returns null if a session key, or an API token that belongs to one, may call an endpoint for its account. Otherwise refuses with `auth.key_not_allowed`,
 * `auth.token_reads_only`, `auth.session_key_revoked`, `auth.session_key_expired`. Reads the key's current state, because it may have been revoked since the
 * sign-in.
 */
async function refuseKey(
  { db, clock }: Services,
  { session, key, endpoint }: { session: SessionRow; key: Address; endpoint: Asked },
): Promise<Refusal | null> {
  if (endpoint.keyRight === null) return { rejected: 'auth.key_not_allowed', detail: `${endpoint.method} ${endpoint.path}` }
  if (session.kind === 'api' && endpoint.method !== 'get' && !endpoint.byToken)
    return { rejected: 'auth.token_reads_only', detail: `${endpoint.method} ${endpoint.path}` }
  const known = await findChainSession(db, { account: session.account, key })
  if (known === null) return { rejected: 'auth.session_key_revoked', detail: key }
  return sessionKeyRefusal(known, { at: BigInt(clock.read().now) })
}

/**
 * Checks whether a session key may call an endpoint for the lease in the path. Some endpoints allow a key only for leases that the key itself booked. Returns
 * null if the key booked the lease, or if the endpoint has no such limit. Otherwise refuses with `auth.forbidden`, also if the lease does not exist.
 */
export async function refuseOthersLease(
  { db }: Services,
  { account, key, endpoint, params }: { account: Address; key: Address; endpoint: Asked; params: unknown },
): Promise<Refusal | null> {
  if (endpoint.keyRight !== 'ownLease') return null
  const leaseId = (params as { leaseId?: unknown } | null)?.leaseId
  const isOwn = typeof leaseId === 'string' && (await isLeaseOfKey(db, { account, key: address(key), leaseId: BigInt(leaseId) }))
  return isOwn ? null : { rejected: 'auth.forbidden', detail: `lease ${String(leaseId)} does not exist, or this key did not rent it` }
}
