import { type DiskRestoreRow, findDiskRestore, findDiskSnapshot, findLiveLease, type LiveLeaseRow, updateDiskRestore } from '@infinitio/db'
import { isErrorCode, type Refusal } from '@infinitio/domain'
import type { PartAddressWire, RestoreReportWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

type Machine = { leaseId: string; nodeIds: readonly string[] }

/**
 * Returns how a machine downloads one part of a snapshot for a lease's disk. `url` is the URL, or null if the machine must download through the API. Refuses
 * with `snapshot.no_store`, `snapshot.unknown`.
 */
export async function findPart(services: Services, { part, ...machine }: Machine & { part: number }): Promise<PartAddressWire | Refusal> {
  const snapshotId = await snapshotFor(services, machine)
  const way = services.snapshots.store?.way
  if (way === undefined) return { rejected: 'snapshot.no_store' }
  if (snapshotId === null) return { rejected: 'snapshot.unknown' }
  return { url: way.kind === 'api' ? null : await way.getUrl({ snapshotId, part }) }
}

/** Returns a part's bytes through the API. Refuses with `snapshot.no_store`, `snapshot.unknown`. */
export async function openPart(services: Services, { part, ...machine }: Machine & { part: number }): Promise<Response | Refusal> {
  const snapshotId = await snapshotFor(services, machine)
  const way = services.snapshots.store?.way
  if (way?.kind !== 'api') return { rejected: 'snapshot.no_store' }
  const found = snapshotId === null ? null : await way.open({ snapshotId, part })
  if (found === null) return { rejected: 'snapshot.unknown' }
  return new Response(found.body, {
    headers: { 'content-type': 'application/octet-stream', 'content-length': String(found.bytes), 'cache-control': 'no-store' },
  })
}

/** Stores a machine's progress with a restore. Refuses with `snapshot.unknown`. */
export async function reportRestore(services: Services, { report, ...machine }: Machine & { report: RestoreReportWire }): Promise<null | Refusal> {
  const found = await restoreOf(services, machine)
  if (found === null) return { rejected: 'snapshot.unknown' }
  const { leaseId, bidHash } = found.lease
  const update = report.state === 'failed' ? { ...report, code: isErrorCode(report.code) ? report.code : 'api.internal' } : report
  await updateDiskRestore(services.db, { bidHash, leaseId, update })
  if (report.state !== 'running') services.logger.info({ leaseId, orderHash: bidHash, state: report.state }, 'a restore is over')
  return null
}

/**
 * Returns the id of the snapshot from which a lease's disk starts, or null. The machines of this session may read the snapshot under two conditions: the
 * lease's renter selected it and owns it, and all of it is stored.
 */
async function snapshotFor(services: Services, machine: Machine): Promise<string | null> {
  const restore = (await restoreOf(services, machine))?.restore
  if (restore?.snapshotId == null) return null
  const snapshot = await findDiskSnapshot(services.db, { snapshotId: restore.snapshotId })
  return snapshot !== null && snapshot.account === restore.account && snapshot.state === 'stored' ? snapshot.snapshotId : null
}

/**
 * Returns a lease with the stored choice of the snapshot from which the lease's disk is restored. Null if the lease is not on one of these machines, or if the
 * lease's renter stored no choice.
 */
async function restoreOf({ db }: Services, { leaseId, nodeIds }: Machine): Promise<{ restore: DiskRestoreRow; lease: LiveLeaseRow } | null> {
  const lease = await findLiveLease(db, { leaseId: BigInt(leaseId) })
  if (lease === null || !nodeIds.includes(lease.nodeId)) return null
  const restore = await findDiskRestore(db, lease)
  return restore !== null && lease.renter === restore.account ? { restore, lease } : null
}
