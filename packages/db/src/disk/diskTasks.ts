// Disk tasks: what machines have to do with the disks of leases. The API reads `disk_snapshots`, `disk_restores` and `lease_moves`.
import { nullable, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { effectiveRestore } from './diskRestores.ts'
import { type LeaseKey, leaseKeyLists } from './leaseKey.ts'

const diskTaskRow = rowOf({
  bidHash: 'text',
  leaseId: 'int8',
  snapshotId: nullable(tables.disk_snapshots.snapshot_id),
  orderJson: nullable(tables.disk_snapshots.order_json),
  snapshotAccount: nullable(tables.disk_snapshots.account),
  hasRestore: 'bool',
  restoreAccount: nullable(tables.disk_restores.account),
  restoreSnapshotId: tables.disk_restores.snapshot_id,
  restoreKey: tables.disk_restores.sealed_key,
  restoreParts: nullable(tables.disk_snapshots.parts),
  restoreStoredBytes: nullable(tables.disk_snapshots.stored_bytes),
  restoreDiskBytes: tables.disk_snapshots.disk_bytes,
  paused: 'bool',
})

/** The disk tasks of a machine for one lease: snapshots to make and snapshots to restore. JSON texts are in the wire format. */
export type DiskTaskRow = RowOf<typeof diskTaskRow>

const tasksOfNodes = statement(
  diskTaskRow,
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
)

/**
 * Returns the disk tasks of the given leases; a lease without a task has no row. `paused` is true for a lease whose data moves to another machine, until that
 * lease has ended. Indexes: disk_snapshots (bid_hash, lease_id), disk_restores (bid_hash, lease_id), lease_moves (bid_hash, lease_id). Takes no lock.
 */
export async function listDiskTasks(db: Queryable, { leases }: { leases: readonly LeaseKey[] }): Promise<DiskTaskRow[]> {
  if (leases.length === 0) return []
  return tasksOfNodes.rows(db, leaseKeyLists(leases))
}
