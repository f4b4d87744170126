import type { Queryable } from '../client/queryable.ts'
import { type DiskSnapshotRow, diskSnapshotColumns } from './diskSnapshotRow.ts'

const mostRows = 200

/** The newest snapshots of an account that were not deleted, of all its leases or the one a bid made. Index: disk_snapshots (account, created_at). Takes no lock. */
export async function listDiskSnapshots(
  db: Queryable,
  { account, bidHash }: { account: string; bidHash: string | null },
): Promise<DiskSnapshotRow[]> {
  return db.query<DiskSnapshotRow>(
    `select ${diskSnapshotColumns} from disk_snapshots s where account = $1 and ($2::text is null or bid_hash = $2) and deleted_at is null
     order by created_at desc, snapshot_id limit ${mostRows}`,
    [account, bidHash],
  )
}
