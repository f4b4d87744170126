import { modelDescriptionWire, modelRecordWire, modelsQueryWire, modelsWire, modelWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { positions } from './positions.ts'

const modelPath = z.strictObject({ id: z.string().regex(/^[1-9][0-9]{0,8}$/, { error: 'api.not_found' }) })

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
    position: positions.number,
    answer: modelsWire,
    codes: ['chain.rpc_unavailable'],
    takes: ['query?'],
  }),
  getModel: endpoint({
    method: 'get',
    path: '/govern/models/{id}',
    summary: 'Get one commercial model: its price, its payee, its description, its record, and its latest 100 payments',
    access: 'public',
    cost: 4,
    params: modelPath,
    answer: modelWire,
    codes: ['api.not_found', 'chain.rpc_unavailable'],
    takes: ['id'],
  }),
  putModelDescription: endpoint({
    method: 'put',
    path: '/govern/models/{id}/description',
    summary:
      'Store the description of a commercial model, in place of an earlier one. The wallet of the owner must have signed it within the last ten minutes',
    access: 'account',
    cost: 10,
    params: modelPath,
    body: modelDescriptionWire,
    status: 204,
    codes: ['api.invalid_field', 'api.not_found', 'auth.forbidden', 'chain.rpc_unavailable'],
    takes: ['id', 'body'],
  }),
  deleteModelDescription: endpoint({
    method: 'delete',
    path: '/govern/models/{id}/description',
    summary: 'Delete the description of a commercial model that the signed-in account wrote. Safe to repeat',
    access: 'account',
    cost: 1,
    params: modelPath,
    status: 204,
    takes: ['id'],
  }),
  putModelRecord: endpoint({
    method: 'put',
    path: '/govern/models/{id}/record',
    summary:
      'Store the record of a commercial model (weights, tokenizer, licence, royalty), in place of an earlier one. The wallet of the owner must have signed it within the last ten minutes',
    access: 'account',
    cost: 10,
    params: modelPath,
    body: modelRecordWire,
    status: 204,
    codes: ['api.invalid_field', 'api.not_found', 'auth.forbidden', 'chain.rpc_unavailable'],
    takes: ['id', 'body'],
  }),
  deleteModelRecord: endpoint({
    method: 'delete',
    path: '/govern/models/{id}/record',
    summary: 'Delete the record of a commercial model that the signed-in account signed. Safe to repeat',
    access: 'account',
    cost: 1,
    params: modelPath,
    status: 204,
    takes: ['id'],
  }),
}
