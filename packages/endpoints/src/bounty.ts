import { bountiesQueryWire, bountiesWire, bountyWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { positions } from './positions.ts'

/** Endpoints for bounties, which pay G tokens for work, read at the chain's newest block: /govern/bounties. */
export const bountyEndpoints = {
  listBounties: endpoint({
    method: 'get',
    path: '/govern/bounties',
    summary: 'List bounties (work that is paid in G tokens), newest first. For the next page, send the same query with `cursor: nextCursor`',
    access: 'public',
    cost: 4,
    query: bountiesQueryWire,
    position: positions.number,
    answer: bountiesWire,
    codes: ['chain.rpc_unavailable'],
    takes: ['query?'],
  }),
  getBounty: endpoint({
    method: 'get',
    path: '/govern/bounties/{id}',
    summary: 'Get one bounty: the work that it asks for, its claimer, its reviewers with their scores, and each step',
    access: 'public',
    cost: 4,
    params: z.strictObject({ id: z.string().regex(/^[1-9][0-9]{0,8}$/, { error: 'api.not_found' }) }),
    answer: bountyWire,
    codes: ['api.not_found', 'chain.rpc_unavailable'],
    takes: ['id'],
  }),
}
