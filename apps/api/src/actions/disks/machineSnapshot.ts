import { randomUUID } from 'node:crypto'
import { type DiskSnapshotRow, findDiskSnapshot, readStoredBytes, saveMovedSecrets, updateDiskSnapshot, wasDiskSnapshotDeleted } from '@infinitio/db'
import { isErrorCode, mostSnapshotParts, type Refusal, snapshotPartBytes, zeroHex32 } from '@infinitio/domain'
import { type PartAddressWire, type SnapshotReportWire, snapshotOrderWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

type Machine = { snapshotId: string; nodeIds: readonly string[] }

/**
 * Returns where a machine uploads a part of its snapshot: to a URL, or through the API. Refuses with `snapshot.no_store`, `snapshot.unknown`,
 * `snapshot.deleted`, `snapshot.interrupted`, `snapshot.quota_exceeded`.
 */
export async function placePart(
  services: Services,
  { part, bytes, ...machine }: Machine & { part: number; bytes: number },
): Promise<PartAddressWire | Refusal> {
  const { db, snapshots } = services
  const refusal = await refusalOf(services, machine)
  if (refusal !== null) return refusal
  const row = await findDiskSnapshot(db, machine)
  if (row === null || snapshots.store === null || part > mostSnapshotParts) return { rejected: 'snapshot.unknown' }
  const stored = await readStoredBytes(db, { account: row.account, partBytes: snapshotPartBytes })
  const more = Math.max(0, part - row.parts) * snapshotPartBytes
  if (stored + more > snapshots.mostAccountBytes + snapshotPartBytes) return { rejected: 'snapshot.quota_exceeded' }
  if (!(await updateDiskSnapshot(db, { snapshotId: row.snapshotId, update: { state: 'part', part } }))) return { rejected: 'snapshot.interrupted' }
  const { way } = snapshots.store
  return { url: way.kind === 'api' ? null : await way.putUrl({ snapshotId: row.snapshotId, part, bytes }) }
}

/**
 * Stores a part that is uploaded through the API. Refuses with `snapshot.no_store`, `snapshot.unknown`, `snapshot.deleted`, `snapshot.interrupted`,
 * `api.body_too_large`, `snapshot.store_away`.
 */
export async function putPart(
  services: Services,
  { part, bytes, body, ...machine }: Machine & { part: number; bytes: number; body: AsyncIterable<Uint8Array> | null },
): Promise<null | Refusal> {
  const refusal = await refusalOf(services, machine)
  if (refusal !== null) return refusal
  const row = await findDiskSnapshot(services.db, machine)
  const way = services.snapshots.store?.way
  // Accept only parts that this snapshot has, and only if the store receives uploads through the API.
  if (row === null || part > row.parts || way?.kind !== 'api' || body === null) return { rejected: 'snapshot.unknown' }
  if (bytes < 1 || bytes > snapshotPartBytes) return { rejected: 'api.body_too_large' }
  try {
    await way.put({ snapshotId: row.snapshotId, part, bytes }, body)
    return null
  } catch (error) {
    services.logger.warn({ err: error, snapshotId: row.snapshotId, part }, 'a part of a snapshot was not stored')
    return { rejected: 'snapshot.store_away' }
  }
}

/**
 * Stores a machine's progress with a snapshot. If the snapshot is for a move to another machine, also stores the lease's secrets, which the machine has
 * encrypted for that machine. Refuses with `snapshot.no_store`, `snapshot.unknown`, `snapshot.deleted`, `snapshot.interrupted`, and with `snapshot.damaged` if
 * the stated number of bytes and parts is impossible.
 */
export async function reportSnapshot(services: Services, { report, ...machine }: Machine & { report: SnapshotReportWire }): Promise<null | Refusal> {
  const refusal = await refusalOf(services, machine)
  if (refusal !== null) return refusal
  const row = await findDiskSnapshot(services.db, machine)
  if (report.state === 'stored') {
    const { parts, storedBytes } = report
    const fits = storedBytes > (parts - 1) * snapshotPartBytes && storedBytes <= parts * snapshotPartBytes && parts <= (row?.parts ?? 0)
    if (!fits) return { rejected: 'snapshot.damaged', detail: `${parts} parts, ${storedBytes} bytes` }
  }
  // Store the secrets first. The lease on the new machine needs secrets and snapshot, and it starts as soon as the snapshot is marked as stored.
  if (report.state === 'stored' && row !== null) await keepSecrets(services, row, report.secretsBox)
  const saved = await updateDiskSnapshot(services.db, { snapshotId: machine.snapshotId, update: updateOf(report) })
  services.logger.info({ snapshotId: machine.snapshotId, state: report.state }, 'a machine says how far a snapshot is')
  return saved ? null : { rejected: 'snapshot.interrupted' }
}

/**
 * Stores the secrets of a lease that moves to another machine. The old machine has encrypted them for the new one. Does nothing if the renter's signed order
 * does not name the new machine. The secrets stay bound to the same workload.
 */
async function keepSecrets({ db, hub }: Services, { leaseId, account, orderJson }: DiskSnapshotRow, box: string | null): Promise<void> {
  const { node } = snapshotOrderWire.parse(JSON.parse(orderJson))
  if (box === null || node === zeroHex32) return
  await saveMovedSecrets(db, { leaseId, nodeId: node, account, boxId: randomUUID(), box })
  hub.wake()
}

function updateOf(report: SnapshotReportWire) {
  if (report.state === 'failed') return { state: 'failed', code: isErrorCode(report.code) ? report.code : 'api.internal' } as const
  if (report.state === 'copying') return report
  const text = (sealed: unknown) => (sealed === null ? null : JSON.stringify(sealed))
  const { state, parts, storedBytes, diskBytes, renterSealed, nodeSealed } = report
  return { state, parts, storedBytes, diskBytes, renterSealed: text(renterSealed), nodeSealed: text(nodeSealed) }
}

async function refusalOf({ db, snapshots }: Services, { snapshotId, nodeIds }: Machine): Promise<Refusal | null> {
  if (snapshots.store === null) return { rejected: 'snapshot.no_store' }
  const row = await findDiskSnapshot(db, { snapshotId })
  if (row === null && (await wasDiskSnapshotDeleted(db, { snapshotId, nodeIds }))) return { rejected: 'snapshot.deleted' }
  if (row === null || !nodeIds.includes(row.nodeId)) return { rejected: 'snapshot.unknown' }
  return row.state === 'requested' || row.state === 'copying' ? null : { rejected: 'snapshot.interrupted' }
}
