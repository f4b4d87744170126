import {
  queryInt,
  leaseId,
  leasePageWire,
  leaseReceiptWire,
  leaseWire,
  relayAcceptedWire,
  relayRequestWire,
  relayWire,
  telemetryQueryWire,
  telemetryWire,
  terminalTokenRequestWire,
  terminalTokenWire,
  uuid,
} from '@infinitio/domain/wire'
import { z } from 'zod'
import { createTerminalToken } from '../actions/createTerminalToken.ts'
import { listLeases } from '../actions/listLeases.ts'
import { placeRelay } from '../actions/placeRelay.ts'
import { readLease } from '../actions/readLease.ts'
import { readLeaseReceipt } from '../actions/readLeaseReceipt.ts'
import { readRelay } from '../actions/readRelay.ts'
import { readTelemetry } from '../actions/readTelemetry.ts'
import { endpoint } from '../http/endpoint.ts'
import { signedIn } from './signedIn.ts'

const nothing = { params: null, query: null, body: null } as const
const leasePath = z.strictObject({ leaseId })
const leaseQuery = z.strictObject({
  role: z.enum(['renter', 'provider', 'guest']).optional(),
  state: z.enum(['live', 'closed']).optional(),
  cursor: z
    .string()
    .regex(/^[0-9]{1,18}$/, { error: 'api.cursor_invalid' })
    .optional(),
  limit: queryInt(1, 100).optional(),
})

/** Leases and what is signed about them: /leases, /relays. */
export const leaseRoutes = [
  endpoint({
    ...nothing,
    method: 'get',
    path: '/leases',
    summary:
      'Leases of the signed-in account, newest first; as renter also those it holds by transfer and those it gave away, as guest those that are shared with it',
    access: 'account',
    cost: 2,
    query: leaseQuery,
    answer: leasePageWire,
    status: 200,
    codes: ['api.cursor_invalid', 'chain.rpc_unavailable'],
    handle: (call) =>
      listLeases(call.services, {
        account: signedIn(call),
        sessionKey: call.sessionKey,
        role: call.query.role ?? 'renter',
        state: call.query.state ?? 'all',
        cursor: call.query.cursor ?? null,
        limit: call.query.limit ?? 50,
      }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/leases/{leaseId}',
    summary: 'One lease with everything that happened to it',
    access: 'account',
    cost: 1,
    params: leasePath,
    answer: leaseWire,
    status: 200,
    codes: ['lease.unknown', 'auth.forbidden', 'chain.rpc_unavailable'],
    handle: (call) => readLease(call.services, { account: signedIn(call), ...call.params }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/leases/{leaseId}/receipt',
    summary: 'The closing numbers of the contract',
    access: 'account',
    cost: 1,
    params: leasePath,
    answer: leaseReceiptWire,
    status: 200,
    codes: ['lease.unknown', 'auth.forbidden', 'lease.not_holder', 'lease.not_closed'],
    handle: (call) => readLeaseReceipt(call.services, { account: signedIn(call), ...call.params }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/leases/{leaseId}/telemetry',
    summary: 'Readings of the last hours, oldest first',
    access: 'account',
    cost: 2,
    params: leasePath,
    query: telemetryQueryWire,
    answer: telemetryWire,
    status: 200,
    codes: ['lease.unknown', 'auth.forbidden', 'lease.not_holder'],
    handle: (call) => readTelemetry(call.services, { account: signedIn(call), ...call.params, hours: call.query.hours ?? 1 }),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/leases/{leaseId}/terminal-token',
    summary: 'A token that opens one terminal, log stream or way to the files',
    access: 'account',
    cost: 3,
    params: leasePath,
    body: terminalTokenRequestWire,
    answer: terminalTokenWire,
    status: 200,
    codes: ['lease.unknown', 'auth.forbidden', 'lease.not_holder', 'lease.watch_only', 'lease.over'],
    handle: (call) =>
      createTerminalToken(call.services, {
        ...{ account: signedIn(call), leaseId: call.params.leaseId },
        ...{ kind: call.body.kind, sessionHash: call.sessionTokenHash },
      }),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/relays',
    summary: 'Hand in a signed statement for the engine to carry to the chain',
    access: 'public',
    cost: 3,
    body: relayRequestWire,
    answer: relayAcceptedWire,
    status: 202,
    idempotent: true,
    codes: [
      'lease.unknown',
      'lease.over',
      'lease.node_lost',
      'lease.already_ready',
      'lease.not_ready',
      'lease.ready_expired',
      'lease.instruction_expired',
      'lease.end_not_later',
      'lease.not_holder',
      'lease.not_no_show',
      'lease.not_transferable',
      'account.receiver_invalid',
      'auth.session_invalid',
      'auth.session_key_expired',
      'auth.session_key_revoked',
      'node.unknown',
      'node.wrong_key',
      'auth.signature_malformed',
      'auth.signature_high_s',
      'auth.signature_foreign_chain',
      'auth.signature_wrong_signer',
      'auth.account_not_deployed',
      'account.relay_not_covered',
      'account.relay_fee_too_low',
      'account.relay_budget_used',
      'chain.node_busy',
      'chain.rpc_unavailable',
    ],
    handle: ({ services, body, ip }) => placeRelay(services, body, { caller: ip }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/relays/{relayId}',
    summary: 'How far a relay is',
    access: 'public',
    cost: 1,
    params: z.strictObject({ relayId: uuid }),
    answer: relayWire,
    status: 200,
    codes: ['api.relay_unknown'],
    handle: ({ services, params }) => readRelay(services, params),
  }),
]
