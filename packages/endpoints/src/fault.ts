import { faultsWire, hex32, leaseId } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** Faults of leases with the party at fault: /leases/{id}/faults, /nodes/{node}/faults. */
export const faultEndpoints = {
  listLeaseFaults: endpoint({
    method: 'get',
    path: '/leases/{leaseId}/faults',
    summary: 'The faults of a lease with the party at fault, the rule and the payments, for its parties; one of each kind at most',
    access: 'account',
    keyRight: 'ownLease',
    cost: 1,
    params: z.strictObject({ leaseId }),
    answer: faultsWire,
    codes: ['lease.unknown', 'auth.forbidden'],
    takes: ['leaseId'],
  }),
  listNodeFaults: endpoint({
    method: 'get',
    path: '/nodes/{node}/faults',
    summary: 'The newest 100 faults of a machine that its provider caused, and leases that the provider ended',
    access: 'public',
    cost: 2,
    params: z.strictObject({ node: hex32 }),
    answer: faultsWire,
    takes: ['node'],
  }),
}
