import { address } from '@infinitio/domain'
import {
  chainWire,
  developmentTimeWire,
  faucetRequestWire,
  faucetWire,
  forwardTimeWire,
  hex32,
  providerKeyWire,
  rpcRequestWire,
  transactionWire,
} from '@infinitio/domain/wire'
import { z } from 'zod'
import { moveDevelopmentTime, moveWithinMs, readDevelopmentTime } from '../actions/developmentTime.ts'
import { proxyRpc } from '../actions/proxyRpc.ts'
import { readChain } from '../actions/readChain.ts'
import { readProviderKey } from '../actions/readProviderKey.ts'
import { readTransaction } from '../actions/readTransaction.ts'
import { requestFaucet } from '../actions/requestFaucet.ts'
import { endpoint } from '../http/endpoint.ts'
import { rpcCost } from '../rpc/rpcCost.ts'
import { localCallerOf } from '../session/localCaller.ts'

const nothing = { params: null, query: null, body: null } as const

/** What clients need of the chain: /chain, /rpc, /faucet, /dev, /transactions. */
export const chainRoutes = [
  endpoint({
    ...nothing,
    method: 'get',
    path: '/chain',
    summary: 'Contracts, fees, the block clock and the gateway',
    access: 'public',
    cost: 1,
    answer: chainWire,
    status: 200,
    codes: ['chain.rpc_unavailable'],
    handle: ({ services }) => readChain(services),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/rpc',
    summary: 'JSON-RPC: reading methods and signed transactions',
    access: 'public',
    cost: 1,
    body: z.union([rpcRequestWire, z.array(rpcRequestWire).min(1).max(20)]),
    extraCost: rpcCost,
    answer: z.unknown(),
    status: 200,
    codes: ['chain.rpc_unavailable'],
    handle: ({ services, body, ip }) => proxyRpc(services, body, { caller: ip }),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/faucet',
    summary: 'Test money for an account, once a day (development chain)',
    access: 'public',
    cost: 10,
    body: faucetRequestWire,
    answer: faucetWire,
    status: 202,
    idempotent: true,
    codes: ['chain.not_development', 'account.faucet_used', 'chain.rpc_unavailable'],
    handle: ({ services, body }) => requestFaucet(services, { account: address(body.account) }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/dev/provider-key',
    summary: "Key of this machine's provider (development chain, on its machine, with its token)",
    access: 'local',
    cost: 5,
    answer: providerKeyWire,
    status: 200,
    codes: ['wallet.key_unavailable', 'chain.rpc_unavailable'],
    handle: ({ services, ...call }) => readProviderKey(services, localCallerOf(call)),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/dev/time',
    summary: 'The block clock and which leases end when (development chain, on its machine, with its token)',
    access: 'local',
    cost: 5,
    answer: developmentTimeWire,
    status: 200,
    codes: ['chain.not_development', 'chain.rpc_unavailable'],
    handle: ({ services, ...call }) => readDevelopmentTime(services, localCallerOf(call)),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/dev/time',
    summary: 'Moves the block clock forward (development chain, on its machine, with its token)',
    access: 'local',
    cost: 20,
    body: forwardTimeWire,
    deadlineMs: moveWithinMs,
    answer: developmentTimeWire,
    status: 200,
    codes: ['chain.not_development', 'chain.other_leases_end', 'chain.rpc_unavailable'],
    handle: ({ services, body, ...call }) => moveDevelopmentTime(services, { ...body, caller: localCallerOf(call) }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/transactions/{hash}',
    summary: 'A transaction with its decoded events',
    access: 'public',
    cost: 2,
    params: z.strictObject({ hash: hex32 }),
    answer: transactionWire,
    status: 200,
    codes: ['chain.transaction_unknown'],
    handle: ({ services, params }) => readTransaction(services, params),
  }),
]
