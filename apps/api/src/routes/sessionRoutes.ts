import { findSession, revokeAccountSessions, revokeSession } from '@infinitio/db'
import { address, isRefusal } from '@infinitio/domain'
import { sessionEndpoints, sessionKeyEndpoints } from '@infinitio/endpoints'
import { createApiToken, revokeApiToken } from '../actions/sessions/apiTokens.ts'
import { createSessionNonce, openSession, sessionSeconds } from '../actions/sessions/openSession.ts'
import { sessionCookie } from '../http/sessionCookie.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import type { Call } from '../endpoints/endpoint.ts'
import { listSessionKeys } from '../actions/sessions/listSessionKeys.ts'
import { signedIn } from './signedIn.ts'

const seconds = (date: Date) => Math.floor(date.getTime() / 1_000)

/** Endpoints for signing in and out: /session. */
export const sessionRoutes = bindEndpoints(sessionEndpoints, {
  createSessionNonce: ({ services, request }) => createSessionNonce(services, { host: request.headers.get('host') ?? '' }),
  async openSession({ services, body, headers, ip }) {
    const opened = await openSession(services, { ...body, caller: ip })
    if (isRefusal(opened)) return opened
    const { account, sessionKey, token, createdAt, expiresAt } = opened
    if (body.as === 'cookie') headers.append('set-cookie', sessionCookie({ token, maxAgeSeconds: sessionSeconds, isHttps: services.site.isHttps }))
    return { account, sessionKey, createdAt: seconds(createdAt), expiresAt: seconds(expiresAt), token: body.as === 'token' ? token : null }
  },
  async getSession({ services, account, sessionKey, sessionTokenHash }) {
    const session = sessionTokenHash === null ? null : await findSession(services.db, { tokenHash: sessionTokenHash })
    if (account === null || session === null) return { session: null }
    return { session: { account, sessionKey, createdAt: seconds(session.createdAt), expiresAt: seconds(session.expiresAt), token: null } }
  },
  async closeSession({ services, sessionTokenHash, headers }) {
    if (sessionTokenHash !== null) await revokeSession(services.db, { tokenHash: sessionTokenHash })
    headers.append('set-cookie', sessionCookie({ token: '', maxAgeSeconds: 0, isHttps: services.site.isHttps }))
    return null
  },
  async closeAllSessions({ services, account, headers }) {
    if (account !== null) await revokeAccountSessions(services.db, { account })
    headers.append('set-cookie', sessionCookie({ token: '', maxAgeSeconds: 0, isHttps: services.site.isHttps }))
    return null
  },
})

/**
 * Endpoints for session keys, which may act for an account within limits: /session-keys. Relays (signed messages that the worker sends to the chain) authorise
 * and revoke them.
 */
export const sessionKeyRoutes = bindEndpoints(sessionKeyEndpoints, {
  listSessionKeys: (call) => listSessionKeys(call.services, { account: signedIn(call), key: call.sessionKey }),
  createApiToken: (call) => createApiToken(call.services, { ...aboutKey(call), name: call.body.name }),
  revokeApiToken: (call) => revokeApiToken(call.services, { ...aboutKey(call), tokenId: call.params.tokenId }),
})

type CallAboutKey = Pick<Call<{ key: string }, unknown, unknown>, 'account' | 'sessionKey' | 'params'>

function aboutKey(call: CallAboutKey) {
  return { account: signedIn(call), caller: call.sessionKey, key: address(call.params.key) }
}
