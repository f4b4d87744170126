import { listAccountSshKeys, putAccountSshKeys } from '@infinitio/db'
import { address as brandAddress } from '@infinitio/domain'
import { leaseShareEndpoints } from '@infinitio/endpoints'
import { readLeaseShares, shareLease, unshareLease } from '../actions/leases/leaseShares.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { signedIn } from './signedIn.ts'

/** Teammates of a lease, and the SSH keys they bring: /leases/{id}/shares, /account/ssh-keys. */
export const leaseShareRoutes = bindEndpoints(leaseShareEndpoints, {
  getLeaseShares: (call) => readLeaseShares(call.services, { account: signedIn(call), ...call.params }),
  shareLease: (call) =>
    shareLease(call.services, {
      ...{ account: signedIn(call), leaseId: call.params.leaseId },
      ...{ guest: brandAddress(call.body.account), right: call.body.right },
    }),
  unshareLease: (call) =>
    unshareLease(call.services, { account: signedIn(call), leaseId: call.params.leaseId, guest: brandAddress(call.params.account) }),
  getSshKeys: async (call) => ({ sshKeys: await listAccountSshKeys(call.services.db, { account: signedIn(call) }) }),
  async putSshKeys(call) {
    const account = signedIn(call)
    const sshKeys = [...new Set(call.body.sshKeys)]
    await call.services.db.transaction((tx) => putAccountSshKeys(tx, { account, lines: sshKeys }))
    return { sshKeys: await listAccountSshKeys(call.services.db, { account }) }
  },
})
