import { commitmentsQueryWire, commitmentsWire, commitmentWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'

const publicReading = { method: 'get', access: 'public', params: null, query: null, body: null, status: 200 } as const

/** GPU time that providers promise ahead, read at the head of the chain: /govern/commitments. */
export const commitmentRoutes = [
  endpoint({
    ...publicReading,
    path: '/govern/commitments',
    summary: 'GPU time that providers promised ahead, newest first, and where it stands',
    cost: 4,
    query: commitmentsQueryWire,
    answer: commitmentsWire,
    codes: ['api.bad_address', 'api.cursor_invalid', 'chain.rpc_unavailable'],
    handle: ({ services, query }) => services.governance.listCommitments(query),
  }),
  endpoint({
    ...publicReading,
    path: '/govern/commitments/{id}',
    summary: 'One commitment: what was promised and delivered, its bond, and each step',
    cost: 4,
    params: z.strictObject({ id: z.string().regex(/^[1-9][0-9]{0,8}$/, { error: 'api.not_found' }) }),
    answer: commitmentWire,
    codes: ['api.not_found', 'chain.rpc_unavailable'],
    handle: ({ services, params }) => services.governance.findCommitment(Number(params.id)),
  }),
]
