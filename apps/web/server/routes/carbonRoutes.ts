import { carbonQueryWire, carbonWire } from '@infinitio/domain/wire'
import { listCarbon } from '../actions/listCarbon.ts'
import { endpoint } from '../http/endpoint.ts'

/** What anybody may know of carbon audits, read at the head of the chain: /govern/carbon. */
export const carbonRoutes = [
  endpoint({
    method: 'get',
    path: '/govern/carbon',
    summary: 'Proofs of green energy, newest first, and where their audits stand',
    access: 'public',
    cost: 4,
    params: null,
    query: carbonQueryWire,
    body: null,
    status: 200,
    answer: carbonWire,
    codes: ['api.cursor_invalid', 'chain.rpc_unavailable'],
    handle: ({ services, query }) => listCarbon(services, query),
  }),
]
