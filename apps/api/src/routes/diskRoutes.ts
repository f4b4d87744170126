import { deleteDiskSnapshot, listDiskSnapshots } from '@infinitio/db'
import { machineDiskEndpoints, snapshotEndpoints } from '@infinitio/endpoints'
import { snapshotPartBytes } from '@infinitio/domain'
import { cancelMove, placeMove } from '../actions/disks/moves.ts'
import { describeSnapshot, requestRestore, requestSnapshot } from '../actions/disks/snapshots.ts'
import { readLeaseDisk } from '../actions/disks/readLeaseDisk.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { findPart, openPart, reportRestore } from '../actions/disks/machineRestore.ts'
import { placePart, putPart, reportSnapshot } from '../actions/disks/machineSnapshot.ts'
import { signedIn } from './signedIn.ts'

/**
 * Endpoints for copies of leases' disks and for moves: /leases/{id}/disk, /leases/{id}/snapshots,
 * /leases/{id}/moves, /snapshots, /restores.
 */
export const snapshotRoutes = bindEndpoints(snapshotEndpoints, {
  getLeaseDisk: (call) => readLeaseDisk(call.services, { account: signedIn(call), ...call.params }),
  createSnapshot: (call) => requestSnapshot(call.services, { account: signedIn(call), leaseId: call.params.leaseId, order: call.body }),
  listSnapshots: async (call) => {
    const rows = await listDiskSnapshots(call.services.db, { account: signedIn(call), lease: null })
    return { items: rows.map(describeSnapshot) }
  },
  deleteSnapshot: async (call) => {
    const isGone = await deleteDiskSnapshot(call.services.db, { account: signedIn(call), ...call.params })
    return isGone ? null : { rejected: 'snapshot.unknown' as const }
  },
  putRestore: (call) => requestRestore(call.services, { account: signedIn(call), bidHash: call.params.bidHash, request: call.body }),
  startMove: (call) => placeMove(call.services, { account: signedIn(call), leaseId: call.params.leaseId, request: call.body }),
  cancelMove: (call) => cancelMove(call.services, { account: signedIn(call), leaseId: call.params.leaseId }),
})

/**
 * Endpoints with which agents store and load snapshots of their leases' disks: /nodes/snapshots, /nodes/restores. The machine encrypts the parts before it
 * sends them.
 */
export const machineDiskRoutes = bindEndpoints(machineDiskEndpoints, {
  placeMachinePart: ({ services, params, nodeIds, body }) =>
    placePart(services, { ...params, nodeIds, part: body.part, bytes: body.bytes ?? snapshotPartBytes }),
  putMachinePart: ({ services, params, nodeIds, request }) =>
    putPart(services, {
      ...params,
      nodeIds,
      bytes: Number(request.headers.get('content-length') ?? '0'),
      body: request.body as AsyncIterable<Uint8Array> | null,
    }),
  reportSnapshot: ({ services, params, nodeIds, body }) => reportSnapshot(services, { ...params, nodeIds, report: body }),
  placeRestorePart: ({ services, params, nodeIds, body }) => findPart(services, { ...params, nodeIds, part: body.part }),
  openRestorePart: ({ services, params, nodeIds }) => openPart(services, { ...params, nodeIds }),
  reportRestore: ({ services, params, nodeIds, body }) => reportRestore(services, { ...params, nodeIds, report: body }),
})
