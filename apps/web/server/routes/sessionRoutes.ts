import { findSession, revokeAccountSessions, revokeSession } from '@infinitio/db'
import { isRefusal } from '@infinitio/domain'
import { currentSessionWire, sessionNonceWire, sessionWire, signInWire } from '@infinitio/domain/wire'
import { createSessionNonce } from '../actions/createSessionNonce.ts'
import { openSession, sessionSeconds } from '../actions/openSession.ts'
import { endpoint } from '../http/endpoint.ts'
import { sessionCookie } from '../http/sessionCookie.ts'

const nothing = { params: null, query: null, body: null } as const
const seconds = (date: Date) => Math.floor(date.getTime() / 1_000)

/** Signing in and out: /session. */
export const sessionRoutes = [
  endpoint({
    ...nothing,
    method: 'post',
    path: '/session/nonce',
    summary: 'A nonce to sign in with',
    access: 'public',
    cost: 2,
    answer: sessionNonceWire,
    status: 200,
    codes: ['chain.rpc_unavailable'],
    handle: ({ services, request }) => createSessionNonce(services, { host: request.headers.get('host') ?? '' }),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/session',
    summary: 'Sign in with Ethereum (EIP-4361)',
    access: 'public',
    cost: 5,
    body: signInWire,
    answer: sessionWire,
    status: 200,
    codes: [
      'auth.sign_in_malformed',
      'auth.sign_in_wrong_domain',
      'auth.sign_in_nonce_unknown',
      'auth.signature_malformed',
      'auth.signature_high_s',
      'auth.signature_expired',
      'auth.signature_foreign_chain',
      'auth.signature_wrong_signer',
      'auth.session_key_expired',
      'auth.session_key_revoked',
      'auth.key_not_allowed',
      'chain.node_busy',
      'chain.rpc_unavailable',
    ],
    async handle({ services, body, headers, ip }) {
      const opened = await openSession(services, { ...body, caller: ip })
      if (isRefusal(opened)) return opened
      const { account, sessionKey, token, createdAt, expiresAt } = opened
      if (body.as === 'cookie') headers.append('set-cookie', sessionCookie({ token, maxAgeSeconds: sessionSeconds, isHttps: services.site.isHttps }))
      return { account, sessionKey, createdAt: seconds(createdAt), expiresAt: seconds(expiresAt), token: body.as === 'token' ? token : null }
    },
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/session',
    summary: 'Who is signed in',
    access: 'optional',
    cost: 1,
    answer: currentSessionWire,
    status: 200,
    codes: [],
    async handle({ services, account, sessionKey, sessionTokenHash }) {
      const session = sessionTokenHash === null ? null : await findSession(services.db, { tokenHash: sessionTokenHash })
      if (account === null || session === null) return { session: null }
      return { session: { account, sessionKey, createdAt: seconds(session.createdAt), expiresAt: seconds(session.expiresAt), token: null } }
    },
  }),
  endpoint({
    ...nothing,
    method: 'delete',
    path: '/session',
    summary: 'Sign out here',
    access: 'optional',
    cost: 1,
    answer: null,
    status: 204,
    codes: [],
    async handle({ services, sessionTokenHash, headers }) {
      if (sessionTokenHash !== null) await revokeSession(services.db, { tokenHash: sessionTokenHash })
      headers.append('set-cookie', sessionCookie({ token: '', maxAgeSeconds: 0, isHttps: services.site.isHttps }))
      return null
    },
  }),
  endpoint({
    ...nothing,
    method: 'delete',
    path: '/session/all',
    summary: 'Sign out everywhere',
    access: 'account',
    cost: 2,
    answer: null,
    status: 204,
    codes: [],
    async handle({ services, account, headers }) {
      if (account !== null) await revokeAccountSessions(services.db, { account })
      headers.append('set-cookie', sessionCookie({ token: '', maxAgeSeconds: 0, isHttps: services.site.isHttps }))
      return null
    },
  }),
]
