import {
  address,
  blockParamsWire,
  blocksQueryWire,
  blocksWire,
  blockWire,
  explorerHitsWire,
  explorerSearchQueryWire,
  leaseId,
  minedTransactionsQueryWire,
  minedTransactionsWire,
  networkNodesQueryWire,
  networkNodesWire,
  networkWire,
  publicAccountWire,
  publicLeasesQueryWire,
  publicLeasesWire,
  publicLeaseWire,
} from '@infinitio/domain/wire'
import { z } from 'zod'
import { listBlocksOfChain, readBlockOfChain } from '../actions/blocksOfChain.ts'
import { findInExplorer } from '../actions/findInExplorer.ts'
import { listLeasesOfChain, readLeaseOfChain } from '../actions/leasesOfChain.ts'
import { listNodesOfNetwork } from '../actions/listNodesOfNetwork.ts'
import { listTransactionsOfChain } from '../actions/listTransactionsOfChain.ts'
import { readPublicAccount } from '../actions/readPublicAccount.ts'
import { endpoint } from '../http/endpoint.ts'

const publicReading = { method: 'get', access: 'public', params: null, query: null, body: null, status: 200, codes: [] } as const

/** What anybody may look up: nodes, leases, blocks, transactions and accounts, under /explorer. */
export const explorerRoutes = [
  endpoint({
    ...publicReading,
    path: '/explorer/network',
    summary: 'Every registered node, counted by region, place and class',
    cost: 2,
    answer: networkWire,
    handle: ({ services }) => services.network.read(),
  }),
  endpoint({
    ...publicReading,
    path: '/explorer/nodes',
    summary: 'Registered nodes with their state, whether they can be booked or not',
    cost: 3,
    query: networkNodesQueryWire,
    answer: networkNodesWire,
    codes: ['api.cursor_invalid', 'api.bad_address'],
    handle: ({ services, query }) => listNodesOfNetwork(services, query),
  }),
  endpoint({
    ...publicReading,
    path: '/explorer/leases',
    summary: 'Leases as the chain tells them, newest first',
    cost: 3,
    query: publicLeasesQueryWire,
    answer: publicLeasesWire,
    codes: ['api.cursor_invalid', 'api.bad_address'],
    handle: ({ services, query }) => listLeasesOfChain(services, query),
  }),
  endpoint({
    ...publicReading,
    path: '/explorer/leases/{leaseId}',
    summary: 'One lease as the chain tells it',
    cost: 1,
    params: z.strictObject({ leaseId }),
    answer: publicLeaseWire,
    codes: ['lease.unknown'],
    handle: ({ services, params }) => readLeaseOfChain(services, params),
  }),
  endpoint({
    ...publicReading,
    path: '/explorer/blocks',
    summary: 'Blocks, newest first, with how much in them concerns this market',
    cost: 3,
    query: blocksQueryWire,
    answer: blocksWire,
    codes: ['api.cursor_invalid'],
    handle: ({ services, query }) => listBlocksOfChain(services, query),
  }),
  endpoint({
    ...publicReading,
    path: '/explorer/blocks/{number}',
    summary: 'One block',
    cost: 1,
    params: blockParamsWire,
    answer: blockWire,
    codes: ['chain.block_unknown'],
    handle: ({ services, params }) => readBlockOfChain(services, params),
  }),
  endpoint({
    ...publicReading,
    path: '/explorer/transactions',
    summary: 'Transactions with events of our contracts, newest first',
    cost: 3,
    query: minedTransactionsQueryWire,
    answer: minedTransactionsWire,
    codes: ['api.cursor_invalid'],
    handle: ({ services, query }) => listTransactionsOfChain(services, query),
  }),
  endpoint({
    ...publicReading,
    path: '/explorer/accounts/{account}',
    summary: 'What the chain says of an account',
    cost: 1,
    params: z.strictObject({ account: address }),
    answer: publicAccountWire,
    codes: ['api.bad_address'],
    handle: ({ services, params }) => readPublicAccount(services, params),
  }),
  endpoint({
    ...publicReading,
    path: '/explorer/search',
    summary: 'What is known by an address, a hash or a number',
    cost: 5,
    query: explorerSearchQueryWire,
    answer: explorerHitsWire,
    handle: ({ services, query }) => findInExplorer(services, query),
  }),
]
