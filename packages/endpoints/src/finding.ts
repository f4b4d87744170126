import { findingsQueryWire, findingsWire, findingWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { positions } from './positions.ts'

/** Public data of findings (accusations against AI services), read at the chain's newest block: /findings. */
export const findingEndpoints = {
  listFindings: endpoint({
    method: 'get',
    path: '/findings',
    summary:
      'List findings (accusations against AI services), newest first: all, or by service or panel member. For the next page, send the same query with `cursor: nextCursor`',
    access: 'public',
    cost: 4,
    query: findingsQueryWire,
    position: positions.number,
    answer: findingsWire,
    codes: ['api.bad_address', 'service.unknown', 'chain.rpc_unavailable'],
    takes: ['query?'],
  }),
  getFinding: endpoint({
    method: 'get',
    path: '/findings/{id}',
    summary: 'Get one finding: the accused service and its act, the panel with its answers and reasons, the next step and its deadline',
    access: 'public',
    cost: 4,
    params: z.strictObject({ id: z.string().regex(/^[1-9][0-9]{0,8}$/, { error: 'api.not_found' }) }),
    answer: findingWire,
    codes: ['api.not_found', 'chain.rpc_unavailable'],
    takes: ['id'],
  }),
}
