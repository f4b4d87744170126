import { closedLeaseWire, disputesQueryWire, disputesWire, disputeWire, leaseId } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** Endpoints for public data of disputes about bonds, which a jury decides, read at the chain's newest block: /disputes. */
export const disputeEndpoints = {
  listDisputes: endpoint({
    method: 'get',
    path: '/disputes',
    summary: 'Disputes about bonds, newest first, by state, party, juror or lease. Next page: the same query with `cursor: nextCursor`',
    access: 'public',
    cost: 4,
    query: disputesQueryWire,
    answer: disputesWire,
    codes: ['api.cursor_invalid', 'api.bad_address', 'chain.rpc_unavailable'],
    takes: ['query?'],
  }),
  getDispute: endpoint({
    method: 'get',
    path: '/disputes/{id}',
    summary: 'One dispute: parties, deadlines, evidence, juries with their revealed votes, money, and each step',
    access: 'public',
    cost: 4,
    params: z.strictObject({ id: z.string().regex(/^[1-9][0-9]{0,8}$/, { error: 'api.not_found' }) }),
    answer: disputeWire,
    codes: ['api.not_found', 'chain.rpc_unavailable'],
    takes: ['id'],
  }),
  getClosedLease: endpoint({
    method: 'get',
    path: '/disputes/leases/{leaseId}',
    summary: 'A closed lease as validators attest it, with its path to the newest attested root. Its holder opens a dispute with them',
    access: 'public',
    cost: 4,
    params: z.strictObject({ leaseId }),
    answer: closedLeaseWire,
    codes: ['lease.unknown', 'lease.not_closed', 'chain.rpc_unavailable'],
    takes: ['leaseId'],
  }),
}
