import { sessionKeysWire } from '@infinitio/domain/wire'
import { endpoint } from './endpoint.ts'

/** Keys that may act for an account within limits: /session-keys. They are given and taken back by relays. */
export const sessionKeyEndpoints = {
  listSessionKeys: endpoint({
    method: 'get',
    path: '/session-keys',
    summary: 'Session keys of the signed-in account, with what each may spend and has spent; a key sees itself alone',
    access: 'account',
    keyRight: 'any',
    cost: 3,
    answer: sessionKeysWire,
    codes: ['chain.rpc_unavailable'],
    takes: [],
  }),
}
