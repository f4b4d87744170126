// Snapshots from which new disks start. The API (role infinitio_api) writes the table `disk_restores`.
import { oneOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import type { LeaseKey } from './leaseKey.ts'

/** In the column `lease_id`, this value means that the row applies to every lease of its bid. No lease has this number. */
const everyLease = 0n

/**
 * Returns SQL that selects the restore of one lease: the snapshot from which the lease's disk starts. This is the row for this lease if there is one, else the
 * row for all leases of its bid. The arguments are SQL expressions. Index: disk_restores (bid_hash, lease_id).
 */
export function effectiveRestore({ bidHash, leaseId }: { bidHash: string; leaseId: string }): string {
  return `select * from disk_restores where bid_hash = ${bidHash} and lease_id in (${everyLease}, ${leaseId}) order by lease_id desc limit 1`
}

const { disk_restores: restores } = tables

const diskRestoreRow = rowOf({
  bidHash: restores.bid_hash,
  account: restores.account,
  snapshotId: restores.snapshot_id,
  sealedKey: restores.sealed_key,
  state: oneOf(restores.state, ['waiting', 'running', 'done', 'failed']),
  percent: restores.percent,
  code: restores.code,
})

/** The snapshot from which the disk of a lease starts, and the machine's progress. `sealedKey` is JSON in the wire format. */
export type DiskRestoreRow = RowOf<typeof diskRestoreRow>

const columns = 'bid_hash as "bidHash", account, snapshot_id as "snapshotId", sealed_key as "sealedKey", state, percent, code'

const restoreOfLease = statement(diskRestoreRow, `select ${columns} from (${effectiveRestore({ bidHash: '$1', leaseId: '$2' })}) r`)

/** Returns the snapshot from which the disk of one lease starts (its restore), or null. Index: disk_restores (bid_hash, lease_id). Takes no lock. */
export async function findDiskRestore(db: Queryable, { bidHash, leaseId }: LeaseKey): Promise<DiskRestoreRow | null> {
  return restoreOfLease.first(db, [bidHash, leaseId])
}

/**
 * Returns true if a snapshot was selected for the disks of a bid's leases (a restore), for all of its leases or for one. Index: disk_restores (bid_hash,
 * lease_id). Takes no lock.
 */
export async function hasDiskRestore(db: Queryable, { bidHash }: { bidHash: string }): Promise<boolean> {
  return (await db.query('select 1 from disk_restores where bid_hash = $1 limit 1', [bidHash])).length > 0
}

/**
 * Stores the snapshot from which a disk starts, for all leases of the bid (`leaseId` null) or for one. Until a machine begins to restore it, the same account
 * can replace it, for example to add the encrypted key (`sealedKey`). Returns false if another account stored a snapshot for a lease of this bid, or if the
 * restore has begun. Index: disk_restores (bid_hash, lease_id).
 */
export async function saveDiskRestore(
  db: Queryable,
  {
    bidHash,
    leaseId,
    account,
    snapshotId,
    sealedKey,
  }: { bidHash: string; leaseId: bigint | null; account: string; snapshotId: string | null; sealedKey: string | null },
): Promise<boolean> {
  const rows = await db.query(
    `insert into disk_restores (bid_hash, lease_id, account, snapshot_id, sealed_key) select $1, $2::bigint, $3::text, $4, $5
       where not exists (select from disk_restores where bid_hash = $1 and (account <> $3 or ($2 = ${everyLease} and lease_id <> ${everyLease} and state <> 'waiting')))
     on conflict (bid_hash, lease_id) do update set snapshot_id = excluded.snapshot_id, sealed_key = excluded.sealed_key, updated_at = now()
       where disk_restores.account = excluded.account and disk_restores.state = 'waiting' returning 1`,
    [bidHash, leaseId ?? everyLease, account, snapshotId, sealedKey],
  )
  return rows.length > 0
}

/** A machine's report on its progress in copying a snapshot to the disk of a lease (a restore). */
export type DiskRestoreUpdate = { state: 'running'; percent: number } | { state: 'done' } | { state: 'failed'; code: string }

/**
 * Stores a machine's report on copying a snapshot to the disk of one lease, or of each lease of the bid (`leaseId` null). Returns false if the restore is
 * already over. Index: disk_restores (bid_hash, lease_id). Locks the rows.
 */
export async function updateDiskRestore(
  db: Queryable,
  { bidHash, leaseId, update }: { bidHash: string; leaseId: bigint | null; update: DiskRestoreUpdate },
): Promise<boolean> {
  // With the first report about a lease, the lease gets its own row for its progress, copied from the row that applies to all leases of the bid.
  if (leaseId !== null)
    await db.query(
      `insert into disk_restores (bid_hash, lease_id, account, snapshot_id, sealed_key, state, percent, code, created_at)
       select bid_hash, $2, account, snapshot_id, sealed_key, state, percent, code, created_at from disk_restores where bid_hash = $1 and lease_id = ${everyLease}
       on conflict (bid_hash, lease_id) do nothing`,
      [bidHash, leaseId],
    )
  const percent = update.state === 'running' ? update.percent : update.state === 'done' ? 100 : null
  const rows = await db.query(
    `update disk_restores set state = $3, percent = coalesce($4, percent), code = $5, updated_at = now()
     where bid_hash = $1 and ($2::bigint is null or lease_id = $2) and state in ('waiting', 'running') returning 1`,
    [bidHash, leaseId, update.state, percent, update.state === 'failed' ? update.code : null],
  )
  return rows.length > 0
}

/**
 * Cancels the restore of a snapshot to the disks of a bid's leases. A running restore fails with `code`. A waiting restore remains in the state `waiting`, but
 * without a snapshot, so that a machine that has not created the lease yet does not start the renter's script. Index: disk_restores (bid_hash, lease_id). Locks
 * the rows.
 */
export async function takeBackDiskRestore(db: Queryable, { bidHash, code }: { bidHash: string; code: string }): Promise<void> {
  await db.query(
    `update disk_restores set snapshot_id = null, sealed_key = null, state = case state when 'running' then 'failed' else state end,
       code = case state when 'running' then $2 end, updated_at = now()
     where bid_hash = $1 and state in ('waiting', 'running')`,
    [bidHash, code],
  )
}
