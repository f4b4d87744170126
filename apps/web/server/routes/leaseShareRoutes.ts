import { listAccountSshKeys, putAccountSshKeys } from '@infinitio/db'
import { address as brandAddress } from '@infinitio/domain'
import { accountSshKeysWire, address, leaseId, leaseShareRequestWire, leaseSharesWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { readLeaseShares } from '../actions/readLeaseShares.ts'
import { shareLease } from '../actions/shareLease.ts'
import { unshareLease } from '../actions/unshareLease.ts'
import { endpoint } from '../http/endpoint.ts'
import { signedIn } from './signedIn.ts'

const nothing = { params: null, query: null, body: null } as const
const leasePath = z.strictObject({ leaseId })

/** Teammates of a lease, and the SSH keys they bring: /leases/{id}/shares, /account/ssh-keys. */
export const leaseShareRoutes = [
  endpoint({
    ...nothing,
    method: 'get',
    path: '/leases/{leaseId}/shares',
    summary: 'Whom a lease is shared with',
    access: 'account',
    cost: 1,
    params: leasePath,
    answer: leaseSharesWire,
    status: 200,
    codes: ['lease.unknown', 'auth.forbidden', 'lease.not_holder'],
    handle: (call) => readLeaseShares(call.services, { account: signedIn(call), ...call.params }),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/leases/{leaseId}/shares',
    summary: 'Share a live lease with the wallet of a teammate, to watch or to use',
    access: 'account',
    cost: 3,
    params: leasePath,
    body: leaseShareRequestWire,
    answer: leaseSharesWire,
    status: 200,
    codes: [
      ...(['lease.unknown', 'auth.forbidden', 'lease.not_holder', 'lease.over', 'api.bad_address'] as const),
      ...(['lease.share_self', 'lease.share_provider', 'lease.share_exists', 'lease.shares_limit'] as const),
    ],
    handle: (call) =>
      shareLease(call.services, {
        ...{ account: signedIn(call), leaseId: call.params.leaseId },
        ...{ guest: brandAddress(call.body.account), right: call.body.right },
      }),
  }),
  endpoint({
    ...nothing,
    method: 'delete',
    path: '/leases/{leaseId}/shares/{account}',
    summary: 'Take a share back, or give back the one you have',
    access: 'account',
    cost: 3,
    params: z.strictObject({ leaseId, account: address }),
    answer: null,
    status: 204,
    codes: ['lease.unknown', 'auth.forbidden', 'lease.not_holder', 'lease.not_teammate', 'lease.share_unknown', 'api.bad_address'],
    handle: (call) =>
      unshareLease(call.services, { account: signedIn(call), leaseId: call.params.leaseId, guest: brandAddress(call.params.account) }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/account/ssh-keys',
    summary: 'The SSH keys that open leases which are shared with you',
    access: 'account',
    cost: 1,
    answer: accountSshKeysWire,
    status: 200,
    codes: [],
    handle: async (call) => ({ sshKeys: await listAccountSshKeys(call.services.db, { account: signedIn(call) }) }),
  }),
  endpoint({
    ...nothing,
    method: 'put',
    path: '/account/ssh-keys',
    summary: 'Make these the SSH keys that open leases which are shared with you',
    access: 'account',
    cost: 3,
    body: accountSshKeysWire,
    answer: accountSshKeysWire,
    status: 200,
    codes: ['node.ssh_key_malformed'],
    async handle(call) {
      const account = signedIn(call)
      const sshKeys = [...new Set(call.body.sshKeys)]
      await call.services.db.transaction((tx) => putAccountSshKeys(tx, { account, lines: sshKeys }))
      return { sshKeys: await listAccountSshKeys(call.services.db, { account }) }
    },
  }),
]
