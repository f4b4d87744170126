import { accountSshKeysWire, address, leaseId, leaseShareRequestWire, leaseSharesWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

const leasePath = z.strictObject({ leaseId })

/** Endpoints for teammates who share a lease and their SSH keys: /leases/{id}/shares, /account/ssh-keys. */
export const leaseShareEndpoints = {
  getLeaseShares: endpoint({
    method: 'get',
    path: '/leases/{leaseId}/shares',
    summary: 'Whom a lease is shared with',
    access: 'account',
    cost: 1,
    params: leasePath,
    answer: leaseSharesWire,
    codes: ['lease.unknown', 'auth.forbidden', 'lease.not_holder'],
    takes: ['leaseId'],
  }),
  shareLease: endpoint({
    method: 'post',
    path: '/leases/{leaseId}/shares',
    summary:
      "Shares a live lease with a teammate's wallet: `watch` reads it, its metrics and its log, `use` has shell, SSH (by the keys that account keeps) and ports as well. Off chain; money stays with its holder",
    access: 'account',
    cost: 3,
    params: leasePath,
    body: leaseShareRequestWire,
    answer: leaseSharesWire,
    codes: [
      ...(['lease.unknown', 'auth.forbidden', 'lease.not_holder', 'lease.over', 'api.bad_address'] as const),
      ...(['lease.share_self', 'lease.share_provider', 'lease.share_exists', 'lease.shares_limit'] as const),
    ],
    idempotent: true,
    takes: { leaseId: 'leaseId', '...': 'body' },
  }),
  unshareLease: endpoint({
    method: 'delete',
    path: '/leases/{leaseId}/shares/{account}',
    summary: "Takes a share back, or gives one's own back; what it had open is closed within about a second",
    access: 'account',
    cost: 3,
    params: z.strictObject({ leaseId, account: address }),
    status: 204,
    codes: ['lease.unknown', 'auth.forbidden', 'lease.not_holder', 'lease.not_teammate', 'lease.share_unknown', 'api.bad_address'],
    takes: { leaseId: 'leaseId', account: 'account' },
  }),
  getSshKeys: endpoint({
    method: 'get',
    path: '/account/ssh-keys',
    summary: 'The SSH keys that open leases which are shared with you',
    access: 'account',
    cost: 1,
    answer: accountSshKeysWire,
    takes: [],
  }),
  putSshKeys: endpoint({
    method: 'put',
    path: '/account/ssh-keys',
    summary:
      'Makes these OpenSSH lines, at most ten, the keys that open leases which are shared with this account; what a key opened that is gone is closed',
    access: 'account',
    cost: 3,
    body: accountSshKeysWire,
    answer: accountSshKeysWire,
    codes: ['node.ssh_key_malformed'],
    takes: ['body'],
  }),
}
