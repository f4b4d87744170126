import { snapshotPartBytes } from '@infinitio/domain'
import { findPart, openPart, reportRestore } from '../actions/disks/machineRestore.ts'
import { placePart, putPart, reportSnapshot } from '../actions/disks/machineSnapshot.ts'
import { machineDiskEndpoints } from '@infinitio/endpoints'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** What agents call about the disks of their leases: /nodes/snapshots, /nodes/restores. Parts are encrypted by the machine. */
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
