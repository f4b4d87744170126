import type { Queryable } from '../client/queryable.ts'

/** What a machine says of a snapshot under way. */
export type DiskSnapshotNews =
  | { state: 'copying' }
  | { state: 'part'; part: number }
  | { state: 'stored'; parts: number; storedBytes: number; diskBytes: number; renterSealed: string | null; nodeSealed: string | null }
  | { state: 'failed'; code: string }

/** Notes it; false when the snapshot is not under way any more. Index: disk_snapshots (snapshot_id). Locks the row. */
export async function updateDiskSnapshot(db: Queryable, { snapshotId, news }: { snapshotId: string; news: DiskSnapshotNews }): Promise<boolean> {
  const change = (set: string, values: readonly unknown[]) =>
    db.query(
      `update disk_snapshots set heard_at = now(), ${set}
       where snapshot_id = $1 and state in ('requested', 'copying') and deleted_at is null returning 1`,
      [snapshotId, ...values],
    )
  switch (news.state) {
    case 'copying':
      // A machine that begins again copies the disk as it is then.
      return (await change("state = 'copying', taken_at = now()", [])).length > 0
    case 'part':
      return (await change('parts = greatest(parts, $2)', [news.part])).length > 0
    case 'stored': {
      const { parts, storedBytes, diskBytes, renterSealed, nodeSealed } = news
      const set = "state = 'stored', parts = greatest(parts, $2), stored_bytes = $3, disk_bytes = $4, renter_sealed = $5, node_sealed = $6"
      return (await change(set, [parts, storedBytes, diskBytes, renterSealed, nodeSealed])).length > 0
    }
    case 'failed':
      return (await change("state = 'failed', code = $2", [news.code])).length > 0
  }
}
