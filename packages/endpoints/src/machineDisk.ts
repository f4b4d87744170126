import { leaseId, queryInt, partAddressWire, partRequestWire, restoreReportWire, snapshotReportWire, uuid } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

const part = queryInt(1, 1_048_576)
const snapshotPath = z.strictObject({ snapshotId: uuid })
const restorePath = z.strictObject({ leaseId })
const storeCodes = ['snapshot.no_store', 'snapshot.unknown'] as const
/** Request limit in milliseconds: enough for a part of 4 MiB over a slow connection. */
const partWithinMs = 29_000

/**
 * Endpoints with which the agents of machines upload and restore copies of lease disks: /nodes/snapshots, /nodes/restores. The machine encrypts each part of a
 * copy.
 */
export const machineDiskEndpoints = {
  placeMachinePart: endpoint({
    method: 'post',
    path: '/nodes/snapshots/{snapshotId}/parts',
    summary:
      'Request the URL to which a machine uploads one part of a snapshot. If it is null, send the part to `PUT /nodes/snapshots/{snapshotId}/parts/{part}`',
    access: 'node',
    cost: 1,
    params: snapshotPath,
    body: partRequestWire,
    answer: partAddressWire,
    // The answer counts as secret: its URL contains a signature that gives access to the part.
    secretAnswer: true,
    codes: [...storeCodes, 'snapshot.deleted', 'snapshot.interrupted', 'snapshot.quota_exceeded'],
    takes: null,
  }),
  putMachinePart: endpoint({
    method: 'put',
    path: '/nodes/snapshots/{snapshotId}/parts/{part}',
    summary: 'Upload one part of a snapshot through the API, as bytes. Only if the store gave no URL for it',
    access: 'node',
    cost: 1,
    params: z.strictObject({ snapshotId: uuid, part }),
    deadlineMs: partWithinMs,
    status: 204,
    codes: [...storeCodes, 'snapshot.deleted', 'snapshot.interrupted', 'snapshot.store_away', 'api.body_too_large'],
    takes: null,
  }),
  reportSnapshot: endpoint({
    method: 'post',
    path: '/nodes/snapshots/{snapshotId}/report',
    summary: 'Report the progress of a snapshot: copying, stored or failed',
    access: 'node',
    cost: 1,
    params: snapshotPath,
    body: snapshotReportWire,
    // The largest body in bytes: enough for the encrypted secrets and the other fields.
    mostBytes: 81_920,
    status: 204,
    codes: [...storeCodes, 'snapshot.deleted', 'snapshot.interrupted', 'snapshot.damaged'],
    takes: { snapshotId: 'snapshotId', report: 'body' },
  }),
  placeRestorePart: endpoint({
    method: 'post',
    path: '/nodes/restores/{leaseId}/parts',
    summary:
      "Request the URL from which a machine downloads one part of the snapshot for a lease's disk. If it is null, use `GET /nodes/restores/{leaseId}/parts/{part}`",
    access: 'node',
    cost: 1,
    params: restorePath,
    body: partRequestWire,
    answer: partAddressWire,
    // The answer counts as secret: its URL contains a signature that gives access to the part.
    secretAnswer: true,
    codes: [...storeCodes],
    takes: null,
  }),
  openRestorePart: endpoint({
    method: 'get',
    path: '/nodes/restores/{leaseId}/parts/{part}',
    summary: 'Download one part of a snapshot through the API, as encrypted bytes. Only if the store gave no URL for it',
    access: 'node',
    cost: 1,
    params: z.strictObject({ leaseId, part }),
    deadlineMs: partWithinMs,
    answer: z.string().describe('Encrypted bytes.'),
    answerType: 'application/octet-stream',
    codes: [...storeCodes],
    takes: null,
  }),
  reportRestore: endpoint({
    method: 'post',
    path: '/nodes/restores/{leaseId}/report',
    summary: "Report the progress of restoring a lease's disk: running, done or failed",
    access: 'node',
    cost: 1,
    params: restorePath,
    body: restoreReportWire,
    status: 204,
    codes: ['snapshot.unknown'],
    takes: { leaseId: 'leaseId', report: 'body' },
  }),
}
