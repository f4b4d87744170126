import { address as toAddress } from '@infinitio/domain'
import { address, governAccountWire, governWire, proposalDetailWire, proposalsQueryWire, proposalsWire, uint256 } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'

const publicReading = { method: 'get', access: 'public', params: null, query: null, body: null, status: 200 } as const

/** What anybody may know of the DAO, read at the head of the chain: /govern. */
export const governRoutes = [
  endpoint({
    ...publicReading,
    path: '/govern',
    summary: 'Reserve, G, treasury and the rules of voting',
    cost: 2,
    answer: governWire,
    codes: ['chain.rpc_unavailable'],
    handle: ({ services }) => services.governance.read(),
  }),
  endpoint({
    ...publicReading,
    path: '/govern/accounts/{account}',
    summary: 'Stake, votes, delegate, unstaking and interest of an account',
    cost: 3,
    params: z.strictObject({ account: address }),
    answer: governAccountWire,
    codes: ['api.bad_address', 'chain.rpc_unavailable'],
    handle: ({ services, params }) => services.governance.readAccount(toAddress(params.account)),
  }),
  endpoint({
    ...publicReading,
    path: '/govern/proposals',
    summary: 'Proposals, newest first, with their votes and how much is missing',
    cost: 4,
    query: proposalsQueryWire,
    answer: proposalsWire,
    codes: ['api.cursor_invalid', 'chain.rpc_unavailable'],
    handle: ({ services, query }) => services.governance.listProposals(query),
  }),
  endpoint({
    ...publicReading,
    path: '/govern/proposals/{id}',
    summary: 'One proposal: its calls in words, who voted and why, its bond and its way',
    cost: 4,
    params: z.strictObject({ id: uint256 }),
    answer: proposalDetailWire,
    codes: ['api.not_found', 'chain.rpc_unavailable'],
    handle: ({ services, params }) => services.governance.findProposal(BigInt(params.id)),
  }),
]
