import { findingsQueryWire, findingsWire, findingWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** Public data of findings (accusations against AI services), read at the chain's newest block: /findings. */
export const findingEndpoints = {
  listFindings: endpoint({
    method: 'get',
    path: '/findings',
    summary: 'Findings against AI services, newest first, by service or member of the panel. Next page: the same query with `cursor: nextCursor`',
    access: 'public',
    cost: 4,
    query: findingsQueryWire,
    answer: findingsWire,
    codes: ['api.cursor_invalid', 'api.bad_address', 'service.unknown', 'chain.rpc_unavailable'],
    takes: ['query?'],
  }),
  getFinding: endpoint({
    method: 'get',
    path: '/findings/{id}',
    summary: 'One finding: service, act, panel with answers and reasons, next step and deadline',
    access: 'public',
    cost: 4,
    params: z.strictObject({ id: z.string().regex(/^[1-9][0-9]{0,8}$/, { error: 'api.not_found' }) }),
    answer: findingWire,
    codes: ['api.not_found', 'chain.rpc_unavailable'],
    takes: ['id'],
  }),
}
