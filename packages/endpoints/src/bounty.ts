import { bountiesQueryWire, bountiesWire, bountyWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** Endpoints for bounties, which pay G tokens for work, read at the chain's newest block: /govern/bounties. */
export const bountyEndpoints = {
  listBounties: endpoint({
    method: 'get',
    path: '/govern/bounties',
    summary: 'Work that is paid in G, newest first. Next page: the same query with `cursor: nextCursor`',
    access: 'public',
    cost: 4,
    query: bountiesQueryWire,
    answer: bountiesWire,
    codes: ['api.cursor_invalid', 'chain.rpc_unavailable'],
    takes: ['query?'],
  }),
  getBounty: endpoint({
    method: 'get',
    path: '/govern/bounties/{id}',
    summary: 'One bounty: what is wanted, who works on it and reviews it, and each step',
    access: 'public',
    cost: 4,
    params: z.strictObject({ id: z.string().regex(/^[1-9][0-9]{0,8}$/, { error: 'api.not_found' }) }),
    answer: bountyWire,
    codes: ['api.not_found', 'chain.rpc_unavailable'],
    takes: ['id'],
  }),
}
