import {
  chainWire,
  developmentTimeWire,
  faucetRequestWire,
  faucetWire,
  forwardTimeWire,
  hex32,
  providerKeyWire,
  rpcRequestWire,
  type RpcRequestWire,
  transactionWire,
} from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { isRpcMethod, rpcMethods } from './rpcMethods.ts'

/**
 * Endpoints with which clients read the chain and send transactions to it, and use the faucet and the clock of a development chain: /chain, /rpc, /faucet,
 * /dev, /transactions.
 */
export const chainEndpoints = {
  getChain: endpoint({
    method: 'get',
    path: '/chain',
    summary: 'Get what a client needs to build and sign an order: contract addresses, fees, the block clock and the gateway',
    access: 'public',
    cost: 1,
    answer: chainWire,
    codes: ['chain.rpc_unavailable'],
    takes: [],
  }),
  callRpc: endpoint({
    method: 'post',
    path: '/rpc',
    summary:
      "Send a JSON-RPC request, or a batch of up to 20, to the market's chain node: reading methods, and `eth_sendRawTransaction` for signed transactions",
    access: 'public',
    cost: 1,
    extraCost: rpcCost,
    body: z.union([rpcRequestWire, z.array(rpcRequestWire).min(1).max(20)]),
    answer: z.unknown(),
    codes: ['chain.rpc_unavailable'],
    takes: null,
  }),
  requestFaucet: endpoint({
    method: 'post',
    path: '/faucet',
    summary:
      'Send test funds to an account, at most once in 24 h of the block clock. Only on a development chain. Follow the transfer with `GET /relays/{relayId}`',
    access: 'public',
    cost: 10,
    body: faucetRequestWire,
    answer: faucetWire,
    status: 202,
    codes: ['chain.not_development', 'account.faucet_used', 'chain.rpc_unavailable'],
    idempotent: true,
    takes: ['body'],
  }),
  getProviderKey: endpoint({
    method: 'get',
    path: '/dev/provider-key',
    summary: 'Get the private key of the provider account of `npm start`. Only on a development chain, from the same machine, with the local token',
    access: 'local',
    cost: 5,
    answer: providerKeyWire,
    codes: ['wallet.key_unavailable', 'chain.rpc_unavailable'],
    secretAnswer: true,
    takes: null,
  }),
  getVoterKey: endpoint({
    method: 'get',
    path: '/dev/voter-key',
    summary:
      'Get the private key of a second account with staked G tokens, for trying votes. Only on a development chain, from the same machine, with the local token',
    access: 'local',
    cost: 5,
    answer: providerKeyWire,
    codes: ['wallet.key_unavailable', 'chain.rpc_unavailable'],
    secretAnswer: true,
    takes: null,
  }),
  getDevelopmentTime: endpoint({
    method: 'get',
    path: '/dev/time',
    summary:
      'Get the block clock and the ends of open leases, earliest first. Only on a development chain, from the same machine, with the local token',
    access: 'local',
    cost: 5,
    answer: developmentTimeWire,
    codes: ['chain.not_development', 'chain.rpc_unavailable'],
    takes: null,
  }),
  forwardDevelopmentTime: endpoint({
    method: 'post',
    path: '/dev/time',
    summary:
      'Move the block clock forward. `endingLeases` must be the number of open leases that end because of it. Only on a development chain, from the same machine, with the local token',
    access: 'local',
    cost: 20,
    body: forwardTimeWire,
    // Enough for the minute in which validators reveal their part of the random seed, and for mining the blocks.
    deadlineMs: 90_000,
    answer: developmentTimeWire,
    codes: ['chain.not_development', 'chain.other_leases_end', 'chain.rpc_unavailable'],
    takes: null,
  }),
  getTransaction: endpoint({
    method: 'get',
    path: '/transactions/{hash}',
    summary: "Get one transaction with its state and the decoded events of this market's contracts",
    access: 'public',
    cost: 2,
    params: z.strictObject({ hash: hex32 }),
    answer: transactionWire,
    codes: ['chain.transaction_unknown'],
    takes: ['hash'],
  }),
}

/**
 * Returns the rate-limit tokens that a JSON-RPC request or batch costs in addition to the one token of the endpoint. Each item costs one token plus the cost of
 * its method's parameters; an item with an unknown method or wrong parameters costs one token. The result is the sum over all items, minus the one token of the
 * endpoint.
 */
export function rpcCost(body: RpcRequestWire | readonly RpcRequestWire[]): number {
  const items = Array.isArray(body) ? (body as readonly RpcRequestWire[]) : [body as RpcRequestWire]
  return items.reduce((sum, item) => sum + 1 + extraCostOf(item), -1)
}

function extraCostOf({ method, params }: RpcRequestWire): number {
  if (!isRpcMethod(method)) return 0
  const { params: schema, extraCost } = rpcMethods[method]
  const parsed = schema.safeParse(params)
  return parsed.success ? (extraCost as (params: unknown) => number)(parsed.data) : 0
}
