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
    summary: "A lease's snapshots, what its disk began with, and whether its workload moves",
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
    summary: "Copy a lease's disk, encrypted by its machine",
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
    summary: 'Snapshots of the signed-in account, newest first',
    access: 'account',
    cost: 2,
    answer: snapshotListWire,
    takes: [],
  }),
  deleteSnapshot: endpoint({
    method: 'delete',
    path: '/snapshots/{snapshotId}',
    summary: 'Delete a snapshot',
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
      "Sets the snapshot that the disks of a bid's leases begin with: before the bid is placed, and again with the key when the machine is known",
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
    summary: 'Move what a lease runs to another machine, with its files, names and ports',
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
      'Cancels the move of a lease, until names go over: the old lease goes on at once with everything. The new lease, if there is one then (`waitForMove`), is not ended by this: cancel or end it. Safe to repeat',
    access: 'account',
    cost: 3,
    params: leasePath,
    answer: moveWire,
    status: 202,
    codes: ['lease.unknown', 'auth.forbidden', 'lease.not_holder', 'move.over', 'move.too_late'],
    takes: { leaseId: 'leaseId' },
  }),
}
