import { listDiskTasks, readStoredBytes } from '@infinitio/db'
import { snapshotPartBytes } from '@infinitio/domain'
import { type LeaseDiskTaskWire, sealedKeyWire, snapshotOrderWire } from '@infinitio/domain/wire'
import type { Services } from '../services.ts'

/** What machines are to do about the disks of their leases, by the bids that made them. */
export async function diskTasksOf(
  { db, snapshots }: Services,
  leases: readonly { bidHash: string; renter: string }[],
): Promise<Map<string, LeaseDiskTaskWire>> {
  const rows = await listDiskTasks(db, { bidHashes: leases.map(({ bidHash }) => bidHash) })
  const tasks = new Map<string, LeaseDiskTaskWire>()
  for (const row of rows) {
    const lease = leases.find(({ bidHash }) => bidHash === row.bidHash)
    if (lease === undefined) continue
    // What somebody else wrote down under this bid is not the renter's word.
    const isRenters = row.restoreAccount === lease.renter
    tasks.set(row.bidHash, {
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
