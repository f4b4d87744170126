import { deleteDiskSnapshot, listDiskSnapshots } from '@infinitio/db'
import { snapshotEndpoints } from '@infinitio/endpoints'
import { cancelMove, placeMove } from '../actions/disks/moves.ts'
import { describeSnapshot, requestRestore, requestSnapshot } from '../actions/disks/snapshots.ts'
import { readLeaseDisk } from '../actions/disks/readLeaseDisk.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { signedIn } from './signedIn.ts'

/** Copies of leases' disks, and moves: /leases/{id}/disk, /leases/{id}/snapshots, /leases/{id}/moves, /snapshots, /restores. */
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
