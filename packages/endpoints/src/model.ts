import { modelsQueryWire, modelsWire, modelWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** Endpoints for commercial models that renters pay for in G tokens, read at the chain's newest block: /govern/models. */
export const modelEndpoints = {
  listModels: endpoint({
    method: 'get',
    path: '/govern/models',
    summary:
      'List commercial models that are paid for in G tokens, newest first, and the present rate of PToken to G. For the next page, send the same query with `cursor: nextCursor`',
    access: 'public',
    cost: 4,
    query: modelsQueryWire,
    answer: modelsWire,
    codes: ['api.cursor_invalid', 'chain.rpc_unavailable'],
    takes: ['query?'],
  }),
  getModel: endpoint({
    method: 'get',
    path: '/govern/models/{id}',
    summary: 'Get one commercial model: its price, its payee, and its latest 100 payments',
    access: 'public',
    cost: 4,
    params: z.strictObject({ id: z.string().regex(/^[1-9][0-9]{0,8}$/, { error: 'api.not_found' }) }),
    answer: modelWire,
    codes: ['api.not_found', 'chain.rpc_unavailable'],
    takes: ['id'],
  }),
}
