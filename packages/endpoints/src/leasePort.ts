import { leaseId, leasePortsWire, portTokenRequestWire, portTokenWire, uuid } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

const leasePath = z.strictObject({ leaseId })

/** Endpoints for the ports of a lease and the access to them: /leases/{id}/ports, /leases/{id}/port-tokens. */
export const leasePortEndpoints = {
  getLeasePorts: endpoint({
    method: 'get',
    path: '/leases/{leaseId}/ports',
    summary: 'The ports that the workload names, with their addresses and access tokens',
    access: 'account',
    keyRight: 'ownLease',
    cost: 2,
    params: leasePath,
    answer: leasePortsWire,
    codes: ['lease.unknown', 'auth.forbidden', 'lease.not_holder', 'lease.watch_only'],
    takes: ['leaseId'],
  }),
  createPortToken: endpoint({
    method: 'post',
    path: '/leases/{leaseId}/port-tokens',
    summary:
      'A token for ports of a lease: `page` opens one port in a browser, once, within a minute; `program` all of them until the lease ends. Shown this once',
    access: 'account',
    keyRight: 'ownLease',
    cost: 3,
    params: leasePath,
    body: portTokenRequestWire,
    answer: portTokenWire,
    codes: ['lease.unknown', 'auth.forbidden', 'lease.not_holder', 'lease.watch_only', 'lease.over', 'lease.port_unknown', 'lease.port_tokens_limit'],
    idempotent: true,
    secretAnswer: true,
    takes: { leaseId: 'leaseId', '...': 'body' },
  }),
  revokePortToken: endpoint({
    method: 'delete',
    path: '/leases/{leaseId}/port-tokens/{tokenId}',
    summary: 'Takes an access token for programs back; what it opened ends within two seconds',
    access: 'account',
    keyRight: 'ownLease',
    cost: 3,
    params: z.strictObject({ leaseId, tokenId: uuid }),
    status: 204,
    codes: ['lease.unknown', 'auth.forbidden', 'lease.not_holder', 'lease.watch_only'],
    takes: { leaseId: 'leaseId', tokenId: 'tokenId' },
  }),
}
