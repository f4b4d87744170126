import { accountSshKeysWire, address, leaseId, leaseShareRequestWire, leaseSharesWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

const leasePath = z.strictObject({ leaseId })

/** Endpoints for shares of leases (access for teammates), and for an account's own SSH keys: /leases/{id}/shares, /account/ssh-keys. */
export const leaseShareEndpoints = {
  getLeaseShares: endpoint({
    method: 'get',
    path: '/leases/{leaseId}/shares',
    summary: 'List the teammates of a lease and their rights. Only for its holder',
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
      "Share a live lease with a teammate's wallet: `watch` reads the lease, its metrics and its log; `use` also opens shell, SSH (with the keys of that account) and ports. Money stays with the holder",
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
    summary: 'Revoke a share of a lease, or give up your own. Connections of the teammate close within about a second',
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
    summary: 'List the SSH keys with which the signed-in account opens leases that are shared with it',
    access: 'account',
    cost: 1,
    answer: accountSshKeysWire,
    takes: [],
  }),
  putSshKeys: endpoint({
    method: 'put',
    path: '/account/ssh-keys',
    summary:
      'Replace the SSH keys, at most ten, with which the signed-in account opens leases that are shared with it. Connections of removed keys close',
    access: 'account',
    cost: 3,
    body: accountSshKeysWire,
    answer: accountSshKeysWire,
    codes: ['node.ssh_key_malformed'],
    takes: ['body'],
  }),
}
