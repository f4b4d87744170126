import { address, hostingAccountWire, hostingQueryWire, hostingWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** Public data of hosting programmes, in which sponsors pay those who host a model, read at the chain's newest block: /hosting. */
export const hostingEndpoints = {
  getHosting: endpoint({
    method: 'get',
    path: '/hosting',
    summary: 'Get the hosting programmes of a model: their sponsors and daily amounts, and what the last days paid to the hosts',
    access: 'public',
    cost: 4,
    query: hostingQueryWire,
    answer: hostingWire,
    codes: ['api.invalid_field', 'chain.rpc_unavailable'],
    takes: ['query'],
  }),
  getHostingAccount: endpoint({
    method: 'get',
    path: '/hosting/accounts/{account}',
    summary: 'Get the shares of hosting programmes that an account can claim, with their Merkle paths, and the programmes that it sponsors',
    access: 'public',
    cost: 4,
    params: z.strictObject({ account: address }),
    answer: hostingAccountWire,
    codes: ['api.bad_address', 'chain.rpc_unavailable'],
    takes: ['account'],
  }),
}
