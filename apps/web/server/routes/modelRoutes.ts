import { modelsQueryWire, modelsWire, modelWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'

const publicReading = { method: 'get', access: 'public', params: null, query: null, body: null, status: 200 } as const

/** Commercial models that are paid for in G, read at the head of the chain: /govern/models. */
export const modelRoutes = [
  endpoint({
    ...publicReading,
    path: '/govern/models',
    summary: 'Commercial models that are paid for in G, newest first, and the rate of now',
    cost: 4,
    query: modelsQueryWire,
    answer: modelsWire,
    codes: ['api.cursor_invalid', 'chain.rpc_unavailable'],
    handle: ({ services, query }) => services.governance.listModels(query),
  }),
  endpoint({
    ...publicReading,
    path: '/govern/models/{id}',
    summary: 'One model: its price, its payee, and its latest payments',
    cost: 4,
    params: z.strictObject({ id: z.string().regex(/^[1-9][0-9]{0,8}$/, { error: 'api.not_found' }) }),
    answer: modelWire,
    codes: ['api.not_found', 'chain.rpc_unavailable'],
    handle: ({ services, params }) => services.governance.findModel(Number(params.id)),
  }),
]
