import { deleteDiskSnapshot, listDiskSnapshots } from '@infinitio/db'
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
import { cancelMove } from '../actions/cancelMove.ts'
import { describeSnapshot } from '../actions/describeSnapshot.ts'
import { placeMove } from '../actions/placeMove.ts'
import { readLeaseDisk } from '../actions/readLeaseDisk.ts'
import { requestRestore } from '../actions/requestRestore.ts'
import { requestSnapshot } from '../actions/requestSnapshot.ts'
import { endpoint } from '../http/endpoint.ts'
import { signedIn } from './signedIn.ts'

const nothing = { params: null, query: null, body: null } as const
const leasePath = z.strictObject({ leaseId })
const signatureCodes = ['auth.signature_malformed', 'auth.signature_high_s', 'auth.signature_foreign_chain', 'auth.signature_wrong_signer'] as const

/** Copies of leases' disks, and moves: /leases/{id}/disk, /leases/{id}/snapshots, /leases/{id}/moves, /snapshots, /restores. */
export const snapshotRoutes = [
  endpoint({
    ...nothing,
    method: 'get',
    path: '/leases/{leaseId}/disk',
    summary: "A lease's snapshots, what its disk began with, and whether its workload moves",
    access: 'account',
    cost: 2,
    params: leasePath,
    answer: leaseDiskWire,
    status: 200,
    codes: ['lease.unknown', 'auth.forbidden', 'lease.not_holder'],
    handle: (call) => readLeaseDisk(call.services, { account: signedIn(call), ...call.params }),
  }),
  endpoint({
    ...nothing,
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
    handle: (call) => requestSnapshot(call.services, { account: signedIn(call), leaseId: call.params.leaseId, order: call.body }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/snapshots',
    summary: 'Snapshots of the signed-in account, newest first',
    access: 'account',
    cost: 2,
    answer: snapshotListWire,
    status: 200,
    codes: [],
    handle: async (call) => {
      const rows = await listDiskSnapshots(call.services.db, { account: signedIn(call), lease: null })
      return { items: rows.map(describeSnapshot) }
    },
  }),
  endpoint({
    ...nothing,
    method: 'delete',
    path: '/snapshots/{snapshotId}',
    summary: 'Delete a snapshot',
    access: 'account',
    cost: 3,
    params: z.strictObject({ snapshotId: uuid }),
    answer: null,
    status: 204,
    codes: ['snapshot.unknown'],
    handle: async (call) => {
      const isGone = await deleteDiskSnapshot(call.services.db, { account: signedIn(call), ...call.params })
      return isGone ? null : { rejected: 'snapshot.unknown' as const }
    },
  }),
  endpoint({
    ...nothing,
    method: 'put',
    path: '/restores/{bidHash}',
    summary: 'Set the snapshot that the disks of the leases of a bid begin with',
    access: 'account',
    cost: 3,
    params: z.strictObject({ bidHash: hex32 }),
    body: restoreRequestWire,
    answer: null,
    status: 204,
    codes: ['snapshot.no_store', 'snapshot.unknown', 'snapshot.not_stored', 'snapshot.lease_settled', 'lease.unknown'],
    handle: (call) => requestRestore(call.services, { account: signedIn(call), bidHash: call.params.bidHash, request: call.body }),
  }),
  endpoint({
    ...nothing,
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
    handle: (call) => placeMove(call.services, { account: signedIn(call), leaseId: call.params.leaseId, request: call.body }),
  }),
  endpoint({
    ...nothing,
    method: 'delete',
    path: '/leases/{leaseId}/moves',
    summary: 'Cancel the move of a lease, until its names go over',
    access: 'account',
    cost: 3,
    params: leasePath,
    answer: moveWire,
    status: 202,
    codes: ['lease.unknown', 'auth.forbidden', 'lease.not_holder', 'move.over', 'move.too_late'],
    handle: (call) => cancelMove(call.services, { account: signedIn(call), leaseId: call.params.leaseId }),
  }),
]
