import { sessionKeysWire } from '@infinitio/domain/wire'
import { listSessionKeys } from '../actions/listSessionKeys.ts'
import { endpoint } from '../http/endpoint.ts'
import { signedIn } from './signedIn.ts'

const nothing = { params: null, query: null, body: null } as const

/** Keys that may act for an account within limits: /session-keys. They are given and taken back by relays. */
export const sessionKeyRoutes = [
  endpoint({
    ...nothing,
    method: 'get',
    path: '/session-keys',
    summary: 'Session keys of the signed-in account, with what each may spend and has spent; a key sees itself alone',
    access: 'account',
    cost: 3,
    answer: sessionKeysWire,
    status: 200,
    codes: ['chain.rpc_unavailable'],
    handle: (call) => listSessionKeys(call.services, { account: signedIn(call), key: call.sessionKey }),
  }),
]
