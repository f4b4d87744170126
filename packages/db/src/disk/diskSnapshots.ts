// Encrypted copies of disks of leases. The API (role infinitio_api) writes the table `disk_snapshots`.
import { zeroHex32 } from '@infinitio/domain'
import { oneOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import type { LeaseKey } from './leaseKey.ts'

const diskSnapshotRow = rowOf({
  snapshotId: tables.disk_snapshots.snapshot_id,
  account: tables.disk_snapshots.account,
  leaseId: tables.disk_snapshots.lease_id,
  bidHash: tables.disk_snapshots.bid_hash,
  nodeId: tables.disk_snapshots.node_id,
  renterKey: tables.disk_snapshots.renter_key,
  orderJson: tables.disk_snapshots.order_json,
  state: oneOf(tables.disk_snapshots.state, ['requested', 'copying', 'stored', 'failed']),
  code: tables.disk_snapshots.code,
  parts: tables.disk_snapshots.parts,
  storedBytes: tables.disk_snapshots.stored_bytes,
  diskBytes: tables.disk_snapshots.disk_bytes,
  renterSealed: tables.disk_snapshots.renter_sealed,
  nodeSealed: tables.disk_snapshots.node_sealed,
  createdAt: tables.disk_snapshots.created_at,
  takenAt: tables.disk_snapshots.taken_at,
  expiresAt: tables.disk_snapshots.expires_at,
})

/** A copy of a lease's disk. `orderJson`, `renterSealed` and `nodeSealed` are JSON in the wire format. */
export type DiskSnapshotRow = RowOf<typeof diskSnapshotRow>

/** The columns of a DiskSnapshotRow. */
const diskSnapshotColumns = `s.snapshot_id as "snapshotId", s.account, s.lease_id as "leaseId", s.bid_hash as "bidHash", s.node_id as "nodeId",
  s.renter_key as "renterKey", s.order_json as "orderJson", s.state, s.code, s.parts, s.stored_bytes as "storedBytes", s.disk_bytes as "diskBytes",
  s.renter_sealed as "renterSealed", s.node_sealed as "nodeSealed", s.created_at as "createdAt", s.taken_at as "takenAt", s.expires_at as "expiresAt"`

/** A requested snapshot. `keptSeconds` is the time from now for which it is stored. */
export type NewDiskSnapshot = Pick<DiskSnapshotRow, 'snapshotId' | 'account' | 'leaseId' | 'bidHash' | 'nodeId' | 'renterKey' | 'orderJson'> & {
  keptSeconds: number
}

/**
 * Requests a snapshot. Returns false if another snapshot of this lease is not finished. Call it in a transaction: it locks the lease until the transaction
 * ends. Index: disk_snapshots (bid_hash, lease_id).
 */
export async function insertDiskSnapshot(tx: Queryable, wanted: NewDiskSnapshot): Promise<boolean> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 7305))', [`${wanted.bidHash} ${wanted.leaseId}`])
  const rows = await tx.query(
    `insert into disk_snapshots (snapshot_id, account, lease_id, bid_hash, node_id, renter_key, order_json, expires_at)
     select $1, $2, $3, $4, $5, $6, $7, now() + $8 * interval '1 second'
     where not exists (select from disk_snapshots where bid_hash = $4 and lease_id = $3 and state in ('requested', 'copying') and deleted_at is null) returning 1`,
    [wanted.snapshotId, wanted.account, wanted.leaseId, wanted.bidHash, wanted.nodeId, wanted.renterKey, wanted.orderJson, wanted.keptSeconds],
  )
  return rows.length > 0
}

const snapshotById = statement(diskSnapshotRow, `select ${diskSnapshotColumns} from disk_snapshots s where snapshot_id = $1 and deleted_at is null`)

/** Returns a snapshot that was not deleted, or null. Index: disk_snapshots (snapshot_id). Takes no lock. */
export async function findDiskSnapshot(db: Queryable, { snapshotId }: { snapshotId: string }): Promise<DiskSnapshotRow | null> {
  return snapshotById.first(db, [snapshotId])
}

const mostRows = 200

const snapshotsOfAccount = statement(
  diskSnapshotRow,
  `select ${diskSnapshotColumns} from disk_snapshots s where account = $1 and ($2::text is null or (bid_hash = $2 and lease_id = $3)) and deleted_at is null
   order by created_at desc, snapshot_id limit ${mostRows}`,
)

/**
 * Returns the newest snapshots that were not deleted: of all leases of an account, or of one lease (`lease`). Index: disk_snapshots (account, created_at).
 * Takes no lock.
 */
export async function listDiskSnapshots(db: Queryable, { account, lease }: { account: string; lease: LeaseKey | null }): Promise<DiskSnapshotRow[]> {
  return snapshotsOfAccount.rows(db, [account, lease?.bidHash ?? null, lease?.leaseId ?? null])
}

const storedBytes = statement(
  rowOf({ bytes: 'int8' }),
  `select coalesce(sum(case when state = 'stored' then stored_bytes else parts::bigint * $2::bigint end), 0)::bigint as bytes
   from disk_snapshots where account = $1`,
)

/**
 * Returns how many bytes the snapshots of an account use in the file store. An unfinished snapshot counts with its parts that are stored so far. Index:
 * disk_snapshots (account, created_at). Takes no lock.
 */
export async function readStoredBytes(db: Queryable, { account, partBytes }: { account: string; partBytes: number }): Promise<number> {
  const [row] = await storedBytes.rows(db, [account, partBytes])
  return Number(row?.bytes ?? 0n)
}

/** A machine's report on an unfinished snapshot. */
export type DiskSnapshotUpdate =
  | { state: 'copying' }
  | { state: 'part'; part: number }
  | { state: 'stored'; parts: number; storedBytes: number; diskBytes: number; renterSealed: string | null; nodeSealed: string | null }
  | { state: 'failed'; code: string }

/** Stores a machine's report on a snapshot of a disk. Returns false if the snapshot is finished. Index: disk_snapshots (snapshot_id). Locks the row. */
export async function updateDiskSnapshot(
  db: Queryable,
  { snapshotId, update }: { snapshotId: string; update: DiskSnapshotUpdate },
): Promise<boolean> {
  const change = (set: string, values: readonly unknown[]) =>
    db.query(
      `update disk_snapshots set heard_at = now(), ${set}
       where snapshot_id = $1 and state in ('requested', 'copying') and deleted_at is null returning 1`,
      [snapshotId, ...values],
    )
  switch (update.state) {
    case 'copying':
      // If the machine starts the copy again, the snapshot shows the disk as it is at that later time. So store the new time.
      return (await change("state = 'copying', taken_at = now()", [])).length > 0
    case 'part':
      return (await change('parts = greatest(parts, $2)', [update.part])).length > 0
    case 'stored': {
      const { parts, storedBytes, diskBytes, renterSealed, nodeSealed } = update
      const set = "state = 'stored', parts = greatest(parts, $2), stored_bytes = $3, disk_bytes = $4, renter_sealed = $5, node_sealed = $6"
      return (await change(set, [parts, storedBytes, diskBytes, renterSealed, nodeSealed])).length > 0
    }
    case 'failed':
      return (await change("state = 'failed', code = $2", [update.code])).length > 0
  }
}

/**
 * Marks an account's snapshot as deleted. The row itself is deleted later, when the snapshot's parts are gone from the file store. Returns false if the account
 * has no such snapshot. Index: disk_snapshots (snapshot_id).
 */
export async function deleteDiskSnapshot(db: Queryable, { snapshotId, account }: { snapshotId: string; account: string }): Promise<boolean> {
  const rows = await db.query(
    'update disk_snapshots set deleted_at = now() where snapshot_id = $1 and account = $2 and deleted_at is null returning 1',
    [snapshotId, account],
  )
  return rows.length > 0
}

/**
 * Deletes the snapshot that was made for a move, because after the move it only takes up the account's space. A complete snapshot that its renter can decrypt
 * is not deleted. If the machine is still copying, the copy stops. Index: disk_snapshots (snapshot_id). Locks the row.
 */
export async function deleteMoveCopy(tx: Queryable, { snapshotId }: { snapshotId: string }): Promise<void> {
  await tx.query(
    `update disk_snapshots set deleted_at = now() where snapshot_id = $1 and deleted_at is null and (renter_key = $2 or state <> 'stored')`,
    [snapshotId, zeroHex32],
  )
}

/** Returns true if a snapshot of one of these machines was deleted but is still in the file store. Index: disk_snapshots (snapshot_id). Takes no lock. */
export async function wasDiskSnapshotDeleted(
  db: Queryable,
  { snapshotId, nodeIds }: { snapshotId: string; nodeIds: readonly string[] },
): Promise<boolean> {
  const rows = await db.query('select 1 from disk_snapshots where snapshot_id = $1 and node_id = any($2) and deleted_at is not null', [
    ...[snapshotId, nodeIds],
  ])
  return rows.length > 0
}

/**
 * Marks unfinished snapshots as failed (`snapshot.interrupted`) if their machine has not reported on them for `silentSeconds`. Later reports on them are
 * rejected. Returns the number of marked snapshots. Index: disk_snapshots (expires_at); few rows are unfinished.
 */
export async function failSilentSnapshots(db: Queryable, { silentSeconds }: { silentSeconds: number }): Promise<number> {
  const rows = await db.query(
    `update disk_snapshots set state = 'failed', code = 'snapshot.interrupted'
     where state in ('requested', 'copying') and heard_at < now() - $1 * interval '1 second' returning 1`,
    [silentSeconds],
  )
  return rows.length
}

const snapshotsToRemove = statement(
  rowOf({ snapshotId: tables.disk_snapshots.snapshot_id, parts: tables.disk_snapshots.parts }),
  `select snapshot_id as "snapshotId", parts from disk_snapshots s
   where (deleted_at is not null or expires_at < now() or (state = 'failed' and heard_at < now() - interval '1 hour'))
     and not exists (select from disk_restores r where r.snapshot_id = s.snapshot_id and r.state = 'running' and r.updated_at > now() - interval '10 minutes')
   order by created_at limit $1`,
)

/**
 * Returns snapshots whose parts can be deleted: snapshots that were deleted or have expired, and failed snapshots whose machine last reported more than an hour
 * ago. Leaves out a snapshot if a machine restores from it and has reported in the last 10 minutes. Takes no lock.
 */
export async function listSnapshotsToRemove(db: Queryable, { limit }: { limit: number }): Promise<{ snapshotId: string; parts: number }[]> {
  return snapshotsToRemove.rows(db, [limit])
}

/** Deletes the row of a snapshot whose parts are gone. Index: disk_snapshots (snapshot_id). */
export async function removeDiskSnapshot(db: Queryable, { snapshotId }: { snapshotId: string }): Promise<void> {
  await db.query('delete from disk_snapshots where snapshot_id = $1', [snapshotId])
}
