import { commitmentsQueryWire, commitmentsWire, commitmentWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { positions } from './positions.ts'

/** Endpoints for GPU time that providers promise in advance, read at the chain's newest block: /govern/commitments. */
export const commitmentEndpoints = {
  listCommitments: endpoint({
    method: 'get',
    path: '/govern/commitments',
    summary:
      'List commitments (GPU time that providers promised in advance), newest first. For the next page, send the same query with `cursor: nextCursor`',
    access: 'public',
    cost: 4,
    query: commitmentsQueryWire,
    position: positions.number,
    answer: commitmentsWire,
    codes: ['api.bad_address', 'chain.rpc_unavailable'],
    takes: ['query?'],
  }),
  getCommitment: endpoint({
    method: 'get',
    path: '/govern/commitments/{id}',
    summary: 'Get one commitment: the promised and the delivered GPU time, its bond, and each step',
    access: 'public',
    cost: 4,
    params: z.strictObject({ id: z.string().regex(/^[1-9][0-9]{0,8}$/, { error: 'api.not_found' }) }),
    answer: commitmentWire,
    codes: ['api.not_found', 'chain.rpc_unavailable'],
    takes: ['id'],
  }),
}
