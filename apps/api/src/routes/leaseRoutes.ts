import { usualPageItems } from '@infinitio/domain/wire'
import { leaseEndpoints, leasePortEndpoints, leaseShareEndpoints } from '@infinitio/endpoints'
import { listAccountSshKeys, putAccountSshKeys } from '@infinitio/db'
import { address as brandAddress } from '@infinitio/domain'
import { createTerminalToken } from '../actions/leases/createTerminalToken.ts'
import { draftEnd } from '../actions/leases/draftEnd.ts'
import { draftExtend } from '../actions/leases/draftExtend.ts'
import { draftLease } from '../actions/leases/draftLease.ts'
import { changeLeaseAccess } from '../actions/leases/leaseAccess.ts'
import { listLeases } from '../actions/leases/listLeases.ts'
import { placeRelay } from '../actions/relays/placeRelay.ts'
import { readLease } from '../actions/leases/readLease.ts'
import { readLeaseReceipt } from '../actions/leases/readLeaseReceipt.ts'
import { readRelay } from '../actions/relays/readRelay.ts'
import { readTelemetry } from '../actions/leases/readTelemetry.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { createPortToken, readLeasePorts, revokePortToken } from '../actions/leases/leasePorts.ts'
import { readLeaseShares, shareLease, unshareLease } from '../actions/leases/leaseShares.ts'
import { signedIn } from './signedIn.ts'

/** Endpoints for leases and for signed requests about them: /leases, /relays. */
export const leaseRoutes = bindEndpoints(leaseEndpoints, {
  listLeases: (call) =>
    listLeases(call.services, {
      account: signedIn(call),
      sessionKey: call.sessionKey,
      role: call.query.role ?? 'renter',
      state: call.query.state ?? 'all',
      cursor: call.query.cursor ?? null,
      limit: call.query.limit ?? usualPageItems,
    }),
  draftLease: (call) => draftLease(call.services, { account: signedIn(call), ip: call.ip }, call.body),
  draftEnd: (call) => draftEnd(call.services, { account: signedIn(call), ip: call.ip, ...call.params }, call.body),
  draftExtend: (call) => draftExtend(call.services, { account: signedIn(call), ip: call.ip, ...call.params }, call.body),
  getLease: (call) => readLease(call.services, { account: signedIn(call), ...call.params }),
  getLeaseReceipt: (call) => readLeaseReceipt(call.services, { account: signedIn(call), ...call.params }),
  getLeaseTelemetry: (call) => readTelemetry(call.services, { account: signedIn(call), ...call.params, hours: call.query.hours ?? 1 }),
  putLeaseAccess: (call) => changeLeaseAccess(call.services, { account: signedIn(call), leaseId: call.params.leaseId, order: call.body }),
  createTerminalToken: (call) =>
    createTerminalToken(call.services, {
      ...{ account: signedIn(call), leaseId: call.params.leaseId },
      ...{ kind: call.body.kind, sessionHash: call.sessionTokenHash },
    }),
  placeRelay: ({ services, body, ip }) => placeRelay(services, body, { caller: ip }),
  getRelay: ({ services, params }) => readRelay(services, params),
})

/**
 * Endpoints for the ports of a lease and the access to them: /leases/{id}/ports,
 * /leases/{id}/port-tokens.
 */
export const leasePortRoutes = bindEndpoints(leasePortEndpoints, {
  getLeasePorts: (call) => readLeasePorts(call.services, { account: signedIn(call), leaseId: call.params.leaseId }),
  createPortToken: (call) =>
    createPortToken(call.services, {
      ...{ account: signedIn(call), leaseId: call.params.leaseId },
      ...{ request: call.body, sessionHash: call.sessionTokenHash },
    }),
  revokePortToken: (call) => revokePortToken(call.services, { account: signedIn(call), ...call.params }),
})

/**
 * Endpoints for teammates of a lease and their SSH keys: /leases/{id}/shares, /account/ssh-keys.
 */
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
