import type { Queryable } from '../client/queryable.ts'
import { effectiveRestore } from './effectiveRestore.ts'
import { type LeaseKey, leaseKeyLists } from './leaseKey.ts'

/** The work on the disk of one lease. JSON texts are of the wire's shapes. */
export interface DiskTaskRow extends LeaseKey {
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
 * Returns the tasks of some leases, and no row for a lease without a task. A lease stands still while its data is on its way to another machine, until the
 * lease has ended. Indexes: disk_snapshots (bid_hash, lease_id), disk_restores (bid_hash, lease_id), lease_moves (bid_hash, lease_id). Takes no lock.
 */
export async function listDiskTasks(db: Queryable, { leases }: { leases: readonly LeaseKey[] }): Promise<DiskTaskRow[]> {
  if (leases.length === 0) return []
  return db.query<DiskTaskRow>(
    `select * from (
       select l.bid_hash as "bidHash", l.lease_id as "leaseId", s.snapshot_id as "snapshotId", s.order_json as "orderJson", s.account as "snapshotAccount",
         r.bid_hash is not null as "hasRestore", r.account as "restoreAccount", r.snapshot_id as "restoreSnapshotId", r.sealed_key as "restoreKey",
         f.parts as "restoreParts", f.stored_bytes as "restoreStoredBytes", f.disk_bytes as "restoreDiskBytes",
         exists (select from lease_moves m where m.bid_hash = l.bid_hash and m.lease_id = l.lease_id and m.snapshot_json is not null
           and (m.state in ('copying', 'restoring', 'switching', 'ending') or (m.state = 'done' and not m.old_ended)) and m.snapshot_id is not null) as paused
       from unnest($1::text[], $2::bigint[]) as l (bid_hash, lease_id)
       left join disk_snapshots s on s.bid_hash = l.bid_hash and s.lease_id = l.lease_id and s.state in ('requested', 'copying') and s.deleted_at is null
       left join lateral (${effectiveRestore({ bidHash: 'l.bid_hash', leaseId: 'l.lease_id' })}) r on r.state in ('waiting', 'running')
       left join disk_snapshots f on f.snapshot_id = r.snapshot_id and f.state = 'stored' and f.deleted_at is null
     ) t where "snapshotId" is not null or "hasRestore" or paused`,
    leaseKeyLists(leases),
  )
}
