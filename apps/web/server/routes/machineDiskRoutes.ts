import { snapshotPartBytes } from '@infinitio/domain'
import { leaseId, queryInt, partAddressWire, partRequestWire, restoreReportWire, snapshotReportWire, uuid } from '@infinitio/domain/wire'
import { z } from 'zod'
import { findPart, openPart, reportRestore } from '../actions/machineRestore.ts'
import { placePart, putPart, reportSnapshot } from '../actions/machineSnapshot.ts'
import { endpoint } from '../http/endpoint.ts'

const nothing = { params: null, query: null, body: null } as const
const part = queryInt(1, 1_048_576)
const snapshotPath = z.strictObject({ snapshotId: uuid })
const restorePath = z.strictObject({ leaseId })
const storeCodes = ['snapshot.no_store', 'snapshot.unknown'] as const
/** A part of 4 MiB over a slow line. */
const partWithinMs = 29_000

/** What agents call about the disks of their leases: /nodes/snapshots, /nodes/restores. Parts are encrypted by the machine. */
export const machineDiskRoutes = [
  endpoint({
    ...nothing,
    method: 'post',
    path: '/nodes/snapshots/{snapshotId}/parts',
    summary: 'Where a part of a snapshot goes',
    access: 'node',
    cost: 1,
    params: snapshotPath,
    body: partRequestWire,
    answer: partAddressWire,
    status: 200,
    codes: [...storeCodes, 'snapshot.deleted', 'snapshot.interrupted', 'snapshot.quota_exceeded'],
    handle: ({ services, params, nodeIds, body }) =>
      placePart(services, { ...params, nodeIds, part: body.part, bytes: body.bytes ?? snapshotPartBytes }),
  }),
  endpoint({
    ...nothing,
    method: 'put',
    path: '/nodes/snapshots/{snapshotId}/parts/{part}',
    summary: 'A part of a snapshot, as bytes, where the store is behind the API',
    access: 'node',
    cost: 1,
    deadlineMs: partWithinMs,
    params: z.strictObject({ snapshotId: uuid, part }),
    answer: null,
    status: 204,
    codes: [...storeCodes, 'snapshot.deleted', 'snapshot.interrupted', 'snapshot.store_away', 'api.body_too_large'],
    handle: ({ services, params, nodeIds, request }) =>
      putPart(services, {
        ...params,
        nodeIds,
        bytes: Number(request.headers.get('content-length') ?? '0'),
        body: request.body as AsyncIterable<Uint8Array> | null,
      }),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/nodes/snapshots/{snapshotId}/report',
    summary: 'How far a snapshot is',
    access: 'node',
    cost: 1,
    // Secrets in their box, and room for the rest.
    mostBytes: 81_920,
    params: snapshotPath,
    body: snapshotReportWire,
    answer: null,
    status: 204,
    codes: [...storeCodes, 'snapshot.deleted', 'snapshot.interrupted', 'snapshot.damaged'],
    handle: ({ services, params, nodeIds, body }) => reportSnapshot(services, { ...params, nodeIds, report: body }),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/nodes/restores/{leaseId}/parts',
    summary: 'Where a part of what a disk begins with is had',
    access: 'node',
    cost: 1,
    params: restorePath,
    body: partRequestWire,
    answer: partAddressWire,
    status: 200,
    codes: [...storeCodes],
    handle: ({ services, params, nodeIds, body }) => findPart(services, { ...params, nodeIds, part: body.part }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/nodes/restores/{leaseId}/parts/{part}',
    summary: 'A part as bytes, where the store is behind the API',
    access: 'node',
    cost: 1,
    deadlineMs: partWithinMs,
    params: z.strictObject({ leaseId, part }),
    answer: z.string().describe('Encrypted bytes.'),
    answerType: 'application/octet-stream',
    status: 200,
    codes: [...storeCodes],
    handle: ({ services, params, nodeIds }) => openPart(services, { ...params, nodeIds }),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/nodes/restores/{leaseId}/report',
    summary: 'How far a restore is',
    access: 'node',
    cost: 1,
    params: restorePath,
    body: restoreReportWire,
    answer: null,
    status: 204,
    codes: ['snapshot.unknown'],
    handle: ({ services, params, nodeIds, body }) => reportRestore(services, { ...params, nodeIds, report: body }),
  }),
]
