import type { Queryable } from '../client/queryable.ts'
import { type DiskSnapshotRow, diskSnapshotColumns } from './diskSnapshotRow.ts'

/** One snapshot that was not deleted, or null. Index: disk_snapshots (snapshot_id). Takes no lock. */
export async function findDiskSnapshot(db: Queryable, { snapshotId }: { snapshotId: string }): Promise<DiskSnapshotRow | null> {
  const [row] = await db.query<DiskSnapshotRow>(`select ${diskSnapshotColumns} from disk_snapshots s where snapshot_id = $1 and deleted_at is null`, [
    snapshotId,
  ])
  return row ?? null
}
