import type { Queryable } from '../client/queryable.ts'

/** Whether there was a snapshot, of one of these machines, that was deleted and has not left the store yet. Index: disk_snapshots (snapshot_id). Takes no lock. */
export async function wasDiskSnapshotDeleted(
  db: Queryable,
  { snapshotId, nodeIds }: { snapshotId: string; nodeIds: readonly string[] },
): Promise<boolean> {
  const rows = await db.query('select 1 from disk_snapshots where snapshot_id = $1 and node_id = any($2) and deleted_at is not null', [
    ...[snapshotId, nodeIds],
  ])
  return rows.length > 0
}
