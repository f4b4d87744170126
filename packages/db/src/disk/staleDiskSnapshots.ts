import type { Queryable } from '../client/queryable.ts'

/**
 * Fails snapshots of which nothing was heard for so long, with `snapshot.interrupted`. A machine that goes on with one after that is refused.
 * Returns how many. Index: disk_snapshots (expires_at), few rows are under way.
 */
export async function failSilentSnapshots(db: Queryable, { silentSeconds }: { silentSeconds: number }): Promise<number> {
  const rows = await db.query(
    `update disk_snapshots set state = 'failed', code = 'snapshot.interrupted'
     where state in ('requested', 'copying') and heard_at < now() - $1 * interval '1 second' returning 1`,
    [silentSeconds],
  )
  return rows.length
}

/** Snapshots whose parts can go: deleted, run out, or failed an hour ago; those that a machine restores from now wait. Takes no lock. */
export async function listSnapshotsToRemove(db: Queryable, { limit }: { limit: number }): Promise<{ snapshotId: string; parts: number }[]> {
  return db.query<{ snapshotId: string; parts: number }>(
    `select snapshot_id as "snapshotId", parts from disk_snapshots s
     where (deleted_at is not null or expires_at < now() or (state = 'failed' and heard_at < now() - interval '1 hour'))
       and not exists (select from disk_restores r where r.snapshot_id = s.snapshot_id and r.state = 'running' and r.updated_at > now() - interval '10 minutes')
     order by created_at limit $1`,
    [limit],
  )
}

/** Forgets a snapshot whose parts are gone. Index: disk_snapshots (snapshot_id). */
export async function removeDiskSnapshot(db: Queryable, { snapshotId }: { snapshotId: string }): Promise<void> {
  await db.query('delete from disk_snapshots where snapshot_id = $1', [snapshotId])
}
