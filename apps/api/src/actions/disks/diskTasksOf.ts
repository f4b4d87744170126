import { listDiskTasks, readStoredBytes } from '@infinitio/db'
import { snapshotPartBytes } from '@infinitio/domain'
import { type LeaseDiskTaskWire, sealedKeyWire, snapshotOrderWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** Returns the disk tasks that machines have to do for these leases (to copy a disk or to restore one), by lease number. */
export async function diskTasksOf(
  { db, snapshots }: Services,
  leases: readonly { leaseId: bigint; bidHash: string; renter: string }[],
): Promise<Map<bigint, LeaseDiskTaskWire>> {
  const rows = await listDiskTasks(db, { leases })
  const tasks = new Map<bigint, LeaseDiskTaskWire>()
  for (const row of rows) {
    const lease = leases.find(({ leaseId }) => leaseId === row.leaseId)
    if (lease === undefined) continue
    // Only the renter may choose the snapshot from which the disk starts. Ignore a choice that another account stored for the same bid.
    const isRenters = row.restoreAccount === lease.renter
    tasks.set(row.leaseId, {
      snapshot: row.snapshotId === null || row.orderJson === null ? null : await snapshotTask(row.snapshotId, row.orderJson, lease),
      restore: row.hasRestore && isRenters ? restoreTask(row) : null,
      paused: row.paused,
    })
  }
  return tasks

  async function snapshotTask(snapshotId: string, orderJson: string, { renter }: (typeof leases)[number]) {
    const stored = await readStoredBytes(db, { account: renter, partBytes: snapshotPartBytes })
    return {
      snapshotId,
      order: snapshotOrderWire.parse(JSON.parse(orderJson)),
      mostBytes: Math.max(0, snapshots.mostAccountBytes - stored),
    }
  }
}

function restoreTask(row: Awaited<ReturnType<typeof listDiskTasks>>[number]): LeaseDiskTaskWire['restore'] {
  const isStored = row.restoreDiskBytes !== null
  return {
    snapshotId: row.restoreSnapshotId,
    sealedKey: row.restoreKey === null || !isStored ? null : sealedKeyWire.parse(JSON.parse(row.restoreKey)),
    parts: isStored ? (row.restoreParts ?? 0) : 0,
    storedBytes: Number(row.restoreStoredBytes ?? 0n),
    diskBytes: Number(row.restoreDiskBytes ?? 0n),
  }
}
