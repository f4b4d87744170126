import type { Queryable } from '../client/queryable.ts'

/** Deletes an account's snapshot for it; the row goes when its parts are gone from the store. False when there is none. Index: disk_snapshots (snapshot_id). */
export async function deleteDiskSnapshot(db: Queryable, { snapshotId, account }: { snapshotId: string; account: string }): Promise<boolean> {
  const rows = await db.query(
    'update disk_snapshots set deleted_at = now() where snapshot_id = $1 and account = $2 and deleted_at is null returning 1',
    [snapshotId, account],
  )
  return rows.length > 0
}
