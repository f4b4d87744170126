import { closedLeaseWire, disputesQueryWire, disputesWire, disputeWire, leaseId } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { positions } from './positions.ts'

/** Endpoints for public data about disputes, in which a jury decides about a bond, read at the chain's newest block: /disputes. */
export const disputeEndpoints = {
  listDisputes: endpoint({
    method: 'get',
    path: '/disputes',
    summary:
      'List disputes about bonds, newest first: all, or by state, account, role or lease. For the next page, send the same query with `cursor: nextCursor`',
    access: 'public',
    cost: 4,
    query: disputesQueryWire,
    position: positions.number,
    answer: disputesWire,
    codes: ['api.bad_address', 'chain.rpc_unavailable'],
    takes: ['query?'],
  }),
  getDispute: endpoint({
    method: 'get',
    path: '/disputes/{id}',
    summary: 'Get one dispute: its parties, deadlines, evidence, juries with revealed votes, payments and each step',
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
    summary: 'Get a closed lease as validators attest it, with its Merkle proof to the newest attested root. Its holder needs both to open a dispute',
    access: 'public',
    cost: 4,
    params: z.strictObject({ leaseId }),
    answer: closedLeaseWire,
    codes: ['lease.unknown', 'lease.not_closed', 'chain.rpc_unavailable'],
    takes: ['leaseId'],
  }),
}
