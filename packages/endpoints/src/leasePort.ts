import { leaseId, leasePortsWire, portTokenRequestWire, portTokenWire, uuid } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

const leasePath = z.strictObject({ leaseId })

/** Endpoints for the ports of a lease and the access to them: /leases/{id}/ports, /leases/{id}/port-tokens. */
export const leasePortEndpoints = {
  getLeasePorts: endpoint({
    method: 'get',
    path: '/leases/{leaseId}/ports',
    summary:
      'List the ports of a lease with their URLs, and the valid access tokens of the signed-in account. Only for its holder and teammates with the right `use`',
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
      'Create an access token for ports of a lease: `page` opens one port in a browser, once within a minute; `program` opens all ports until the lease ends. It is shown only once',
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
    summary:
      'Revoke an access token that the signed-in account created for programs. Connections that it opened end within two seconds. Safe to repeat',
    access: 'account',
    keyRight: 'ownLease',
    cost: 3,
    params: z.strictObject({ leaseId, tokenId: uuid }),
    status: 204,
    codes: ['lease.unknown', 'auth.forbidden', 'lease.not_holder', 'lease.watch_only'],
    takes: { leaseId: 'leaseId', tokenId: 'tokenId' },
  }),
}
