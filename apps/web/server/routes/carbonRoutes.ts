import { carbonProofWire, carbonQueryWire, carbonWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'

const publicReading = { method: 'get', access: 'public', params: null, query: null, body: null, status: 200 } as const

/** What anybody may know of carbon audits, read at the head of the chain: /govern/carbon. */
export const carbonRoutes = [
  endpoint({
    ...publicReading,
    path: '/govern/carbon',
    summary: 'Proofs of green energy, newest first, and where their audits stand',
    cost: 4,
    query: carbonQueryWire,
    answer: carbonWire,
    codes: ['api.cursor_invalid', 'chain.rpc_unavailable'],
    handle: ({ services, query }) => services.governance.listCarbon(query),
  }),
  endpoint({
    ...publicReading,
    path: '/govern/carbon/{id}',
    summary: 'One proof of green energy: what it says, who audits it, what they answered, and each step',
    cost: 4,
    params: z.strictObject({ id: z.string().regex(/^[1-9][0-9]{0,8}$/, { error: 'api.not_found' }) }),
    answer: carbonProofWire,
    codes: ['api.not_found', 'chain.rpc_unavailable'],
    handle: ({ services, params }) => services.governance.findCarbon(Number(params.id)),
  }),
]
