import type { Queryable } from '../client/queryable.ts'

/** What is to be done about the disk of the lease that a bid made. JSON texts are of the wire's shapes. */
export interface DiskTaskRow {
  bidHash: string
  snapshotId: string | null
  orderJson: string | null
  snapshotAccount: string | null
  hasRestore: boolean
  restoreAccount: string | null
  restoreSnapshotId: string | null
  restoreKey: string | null
  restoreParts: number | null
  restoreStoredBytes: bigint | null
  restoreDiskBytes: bigint | null
  paused: boolean
}

/**
 * The tasks of some leases, by the bids that made them; no row where there is none. A lease stands still while its data is on its way to another
 * machine, until it has ended. Indexes: disk_snapshots (bid_hash), disk_restores (bid_hash), lease_moves (bid_hash). Takes no lock.
 */
export async function listDiskTasks(db: Queryable, { bidHashes }: { bidHashes: readonly string[] }): Promise<DiskTaskRow[]> {
  if (bidHashes.length === 0) return []
  return db.query<DiskTaskRow>(
    `select * from (
       select bid.hash as "bidHash", s.snapshot_id as "snapshotId", s.order_json as "orderJson", s.account as "snapshotAccount",
         r.bid_hash is not null as "hasRestore", r.account as "restoreAccount", r.snapshot_id as "restoreSnapshotId", r.sealed_key as "restoreKey",
         f.parts as "restoreParts", f.stored_bytes as "restoreStoredBytes", f.disk_bytes as "restoreDiskBytes",
         exists (select from lease_moves m where m.bid_hash = bid.hash and m.snapshot_json is not null
           and (m.state in ('copying', 'restoring', 'switching', 'ending') or (m.state = 'done' and not m.old_ended)) and m.snapshot_id is not null) as paused
       from unnest($1::text[]) as bid (hash)
       left join disk_snapshots s on s.bid_hash = bid.hash and s.state in ('requested', 'copying') and s.deleted_at is null
       left join disk_restores r on r.bid_hash = bid.hash and r.state in ('waiting', 'running')
       left join disk_snapshots f on f.snapshot_id = r.snapshot_id and f.state = 'stored' and f.deleted_at is null
     ) t where "snapshotId" is not null or "hasRestore" or paused`,
    [bidHashes],
  )
}
