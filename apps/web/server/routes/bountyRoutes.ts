import { bountiesQueryWire, bountiesWire, bountyWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'

const publicReading = { method: 'get', access: 'public', params: null, query: null, body: null, status: 200 } as const

/** Work that is paid for in G, read at the head of the chain: /govern/bounties. */
export const bountyRoutes = [
  endpoint({
    ...publicReading,
    path: '/govern/bounties',
    summary: 'Work that is paid in G, newest first, and where it stands',
    cost: 4,
    query: bountiesQueryWire,
    answer: bountiesWire,
    codes: ['api.cursor_invalid', 'chain.rpc_unavailable'],
    handle: ({ services, query }) => services.governance.listBounties(query),
  }),
  endpoint({
    ...publicReading,
    path: '/govern/bounties/{id}',
    summary: 'One bounty: what is wanted, who works on it and reviews it, and each step',
    cost: 4,
    params: z.strictObject({ id: z.string().regex(/^[1-9][0-9]{0,8}$/, { error: 'api.not_found' }) }),
    answer: bountyWire,
    codes: ['api.not_found', 'chain.rpc_unavailable'],
    handle: ({ services, params }) => services.governance.findBounty(Number(params.id)),
  }),
]
