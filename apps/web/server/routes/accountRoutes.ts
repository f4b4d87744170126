import { intBetween, providerWire, walletWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { readProvider } from '../actions/readProvider.ts'
import { readWallet } from '../actions/readWallet.ts'
import { endpoint } from '../http/endpoint.ts'
import { signedIn } from './signedIn.ts'

const nothing = { params: null, query: null, body: null } as const

/** What an account has and earns: /wallet, /provider. */
export const accountRoutes = [
  endpoint({
    ...nothing,
    method: 'get',
    path: '/wallet',
    summary: 'Balance, what is set aside, and the statement',
    access: 'account',
    cost: 2,
    query: z.strictObject({ limit: z.coerce.number().pipe(intBetween(1, 200)).optional() }),
    answer: walletWire,
    status: 200,
    codes: ['chain.rpc_unavailable'],
    handle: (call) => readWallet(call.services, { account: signedIn(call), limit: call.query.limit ?? 50 }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/provider',
    summary: 'Nodes, asks, leases and earnings',
    access: 'account',
    cost: 2,
    answer: providerWire,
    status: 200,
    codes: ['chain.rpc_unavailable'],
    handle: (call) => readProvider(call.services, { account: signedIn(call) }),
  }),
]
