import {
  hex32,
  leaseDiskWire,
  moveAcceptedWire,
  moveRequestWire,
  moveWire,
  leaseId,
  restoreRequestWire,
  snapshotAcceptedWire,
  snapshotListWire,
  snapshotOrderWire,
  uuid,
} from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

const leasePath = z.strictObject({ leaseId })
const signatureCodes = ['auth.signature_malformed', 'auth.signature_high_s', 'auth.signature_foreign_chain', 'auth.signature_wrong_signer'] as const

/**
 * Endpoints for copies of lease disks (snapshots), and for moves of leases to other machines: /leases/{id}/disk, /leases/{id}/snapshots, /leases/{id}/moves,
 * /snapshots, /restores.
 */
export const snapshotEndpoints = {
  getLeaseDisk: endpoint({
    method: 'get',
    path: '/leases/{leaseId}/disk',
    summary:
      'Get the snapshots of a lease, the snapshot that its disk started from, and its newest move. Only for the account that rented and still holds it',
    access: 'account',
    keyRight: 'ownLease',
    cost: 2,
    params: leasePath,
    answer: leaseDiskWire,
    codes: ['lease.unknown', 'auth.forbidden', 'lease.not_holder'],
    takes: ['leaseId'],
  }),
  createSnapshot: endpoint({
    method: 'post',
    path: '/leases/{leaseId}/snapshots',
    summary: "Request a snapshot of a lease's disk, which its machine encrypts. The account that rented and still holds the lease signs the request",
    access: 'account',
    cost: 5,
    params: leasePath,
    body: snapshotOrderWire,
    answer: snapshotAcceptedWire,
    status: 202,
    codes: [
      ...(['snapshot.no_store', 'snapshot.order_expired', 'snapshot.quota_exceeded', 'snapshot.underway', 'move.mismatch'] as const),
      ...([
        'lease.unknown',
        'auth.forbidden',
        'lease.not_holder',
        'lease.not_ready',
        'lease.over',
        'lease.node_lost',
        'chain.rpc_unavailable',
      ] as const),
      ...signatureCodes,
    ],
    idempotent: true,
    takes: null,
  }),
  listSnapshots: endpoint({
    method: 'get',
    path: '/snapshots',
    summary: 'List the newest 200 snapshots of the signed-in account, newest first',
    access: 'account',
    cost: 2,
    answer: snapshotListWire,
    takes: [],
  }),
  deleteSnapshot: endpoint({
    method: 'delete',
    path: '/snapshots/{snapshotId}',
    summary: 'Delete a snapshot of the signed-in account',
    access: 'account',
    cost: 3,
    params: z.strictObject({ snapshotId: uuid }),
    status: 204,
    codes: ['snapshot.unknown'],
    takes: ['snapshotId'],
  }),
  putRestore: endpoint({
    method: 'put',
    path: '/restores/{bidHash}',
    summary:
      "Select the snapshot that the disks of a bid's leases start from: before the bid is placed, and again with the encrypted key when the machine is known",
    access: 'account',
    cost: 3,
    params: z.strictObject({ bidHash: hex32 }),
    body: restoreRequestWire,
    status: 204,
    codes: ['snapshot.no_store', 'snapshot.unknown', 'snapshot.not_stored', 'snapshot.lease_settled', 'lease.unknown'],
    takes: { bidHash: 'bidHash', '...': 'body' },
  }),
  startMove: endpoint({
    method: 'post',
    path: '/leases/{leaseId}/moves',
    summary:
      'Move the workload of a lease to another machine, with its files, names and ports. Needs the signed order of the new lease and the signed end of the old one',
    access: 'account',
    cost: 10,
    params: leasePath,
    body: moveRequestWire,
    answer: moveAcceptedWire,
    status: 202,
    codes: [
      ...(['move.underway', 'move.same_machine', 'move.machine_lost', 'move.mismatch', 'chain.rpc_unavailable'] as const),
      ...(['snapshot.no_store', 'snapshot.unknown', 'snapshot.not_stored', 'snapshot.order_expired'] as const),
      ...(['lease.unknown', 'auth.forbidden', 'lease.not_holder', 'lease.not_ready', 'lease.over', 'lease.instruction_expired'] as const),
      ...(['node.unknown', 'node.wrong_key', 'auth.session_key_expired', 'auth.session_key_revoked', 'order.mandate_outdated'] as const),
      ...signatureCodes,
    ],
    idempotent: true,
    takes: null,
  }),
  cancelMove: endpoint({
    method: 'delete',
    path: '/leases/{leaseId}/moves',
    summary:
      'Cancel the move of a lease, until its names have switched. The old lease continues at once; a new lease that exists already must be ended separately. Safe to repeat',
    access: 'account',
    cost: 3,
    params: leasePath,
    answer: moveWire,
    status: 202,
    codes: ['lease.unknown', 'auth.forbidden', 'lease.not_holder', 'move.over', 'move.too_late'],
    takes: { leaseId: 'leaseId' },
  }),
}
