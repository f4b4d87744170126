import type { DiskSnapshotRow } from '@infinitio/db'
import { isErrorCode } from '@infinitio/domain'
import { sealedKeyWire, type SnapshotWire } from '@infinitio/domain/wire'

/** A snapshot as its account sees it. Pure. */
export function describeSnapshot(row: DiskSnapshotRow): SnapshotWire {
  const seconds = (date: Date) => Math.floor(date.getTime() / 1_000)
  return {
    snapshotId: row.snapshotId,
    leaseId: row.leaseId.toString(),
    node: row.nodeId,
    state: row.state,
    code: row.code === null || isErrorCode(row.code) ? row.code : 'api.internal',
    renterKey: row.renterKey,
    sealedKey: row.renterSealed === null ? null : sealedKeyWire.parse(JSON.parse(row.renterSealed)),
    storedBytes: Number(row.storedBytes),
    diskBytes: row.diskBytes === null ? null : Number(row.diskBytes),
    createdAt: seconds(row.createdAt),
    takenAt: row.takenAt === null ? null : seconds(row.takenAt),
    expiresAt: seconds(row.expiresAt),
  }
}
