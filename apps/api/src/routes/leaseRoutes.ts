import { createTerminalToken } from '../actions/leases/createTerminalToken.ts'
import { listLeases } from '../actions/leases/listLeases.ts'
import { placeRelay } from '../actions/relays/placeRelay.ts'
import { readLease } from '../actions/leases/readLease.ts'
import { readLeaseReceipt } from '../actions/leases/readLeaseReceipt.ts'
import { readRelay } from '../actions/relays/readRelay.ts'
import { readTelemetry } from '../actions/leases/readTelemetry.ts'
import { signedIn } from './signedIn.ts'
import { leaseEndpoints } from '@infinitio/endpoints'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** Leases and what is signed about them: /leases, /relays. */
export const leaseRoutes = bindEndpoints(leaseEndpoints, {
  listLeases: (call) =>
    listLeases(call.services, {
      account: signedIn(call),
      sessionKey: call.sessionKey,
      role: call.query.role ?? 'renter',
      state: call.query.state ?? 'all',
      cursor: call.query.cursor ?? null,
      limit: call.query.limit ?? 50,
    }),
  getLease: (call) => readLease(call.services, { account: signedIn(call), ...call.params }),
  getLeaseReceipt: (call) => readLeaseReceipt(call.services, { account: signedIn(call), ...call.params }),
  getLeaseTelemetry: (call) => readTelemetry(call.services, { account: signedIn(call), ...call.params, hours: call.query.hours ?? 1 }),
  createTerminalToken: (call) =>
    createTerminalToken(call.services, {
      ...{ account: signedIn(call), leaseId: call.params.leaseId },
      ...{ kind: call.body.kind, sessionHash: call.sessionTokenHash },
    }),
  placeRelay: ({ services, body, ip }) => placeRelay(services, body, { caller: ip }),
  getRelay: ({ services, params }) => readRelay(services, params),
})
