import { leaseId, leasePortsWire, portTokenRequestWire, portTokenWire, uuid } from '@infinitio/domain/wire'
import { z } from 'zod'
import { createPortToken } from '../actions/createPortToken.ts'
import { readLeasePorts } from '../actions/readLeasePorts.ts'
import { revokePortToken } from '../actions/revokePortToken.ts'
import { endpoint } from '../http/endpoint.ts'
import { signedIn } from './signedIn.ts'

const nothing = { params: null, query: null, body: null } as const
const leasePath = z.strictObject({ leaseId })

/** The ports of a lease and who may come to them: /leases/{id}/ports, /leases/{id}/port-tokens. */
export const leasePortRoutes = [
  endpoint({
    ...nothing,
    method: 'get',
    path: '/leases/{leaseId}/ports',
    summary: 'The ports that the workload names, with their addresses and access tokens',
    access: 'account',
    cost: 2,
    params: leasePath,
    answer: leasePortsWire,
    status: 200,
    codes: ['lease.unknown', 'auth.forbidden', 'lease.not_holder', 'lease.watch_only'],
    handle: (call) => readLeasePorts(call.services, { account: signedIn(call), leaseId: call.params.leaseId }),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/leases/{leaseId}/port-tokens',
    summary: 'A token that opens a port in a browser, or lets programs in',
    access: 'account',
    cost: 3,
    params: leasePath,
    body: portTokenRequestWire,
    answer: portTokenWire,
    status: 200,
    codes: ['lease.unknown', 'auth.forbidden', 'lease.not_holder', 'lease.watch_only', 'lease.over', 'lease.port_unknown', 'lease.port_tokens_limit'],
    handle: (call) =>
      createPortToken(call.services, {
        ...{ account: signedIn(call), leaseId: call.params.leaseId },
        ...{ request: call.body, sessionHash: call.sessionTokenHash },
      }),
  }),
  endpoint({
    ...nothing,
    method: 'delete',
    path: '/leases/{leaseId}/port-tokens/{tokenId}',
    summary: 'Take an access token back',
    access: 'account',
    cost: 3,
    params: z.strictObject({ leaseId, tokenId: uuid }),
    answer: null,
    status: 204,
    codes: ['lease.unknown', 'auth.forbidden', 'lease.not_holder', 'lease.watch_only'],
    handle: (call) => revokePortToken(call.services, { account: signedIn(call), ...call.params }),
  }),
]
