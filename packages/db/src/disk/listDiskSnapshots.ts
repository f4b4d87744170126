import type { Queryable } from '../client/queryable.ts'
import { type DiskSnapshotRow, diskSnapshotColumns } from './diskSnapshotRow.ts'
import type { LeaseKey } from './leaseKey.ts'

const mostRows = 200

/** Returns the newest snapshots of an account that were not deleted, of all its leases or of one. Index: disk_snapshots (account, created_at). Takes no lock. */
export async function listDiskSnapshots(db: Queryable, { account, lease }: { account: string; lease: LeaseKey | null }): Promise<DiskSnapshotRow[]> {
  return db.query<DiskSnapshotRow>(
    `select ${diskSnapshotColumns} from disk_snapshots s where account = $1 and ($2::text is null or (bid_hash = $2 and lease_id = $3)) and deleted_at is null
     order by created_at desc, snapshot_id limit ${mostRows}`,
    [account, lease?.bidHash ?? null, lease?.leaseId ?? null],
  )
}
