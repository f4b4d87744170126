import { carbonProofWire, carbonQueryWire, carbonWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { positions } from './positions.ts'

/** Endpoints for public data of carbon audits, in which auditors check a machine's proof of green energy, read at the chain's newest block: /govern/carbon. */
export const carbonEndpoints = {
  listCarbon: endpoint({
    method: 'get',
    path: '/govern/carbon',
    summary: 'List proofs of green energy and their audits, newest first. For the next page, send the same query with `cursor: nextCursor`',
    access: 'public',
    cost: 4,
    query: carbonQueryWire,
    position: positions.number,
    answer: carbonWire,
    codes: ['chain.rpc_unavailable'],
    takes: ['query?'],
  }),
  getCarbon: endpoint({
    method: 'get',
    path: '/govern/carbon/{id}',
    summary: 'Get one proof of green energy: its source, period and machines, its auditors with their answers, and each step',
    access: 'public',
    cost: 4,
    params: z.strictObject({ id: z.string().regex(/^[1-9][0-9]{0,8}$/, { error: 'api.not_found' }) }),
    answer: carbonProofWire,
    codes: ['api.not_found', 'chain.rpc_unavailable'],
    takes: ['id'],
  }),
}
