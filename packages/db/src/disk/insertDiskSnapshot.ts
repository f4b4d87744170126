import type { Queryable } from '../client/queryable.ts'
import type { DiskSnapshotRow } from './diskSnapshotRow.ts'

/** A snapshot that was asked for. `keptSeconds`: how long it is kept from now. */
export type NewDiskSnapshot = Pick<DiskSnapshotRow, 'snapshotId' | 'account' | 'leaseId' | 'bidHash' | 'nodeId' | 'renterKey' | 'orderJson'> & {
  keptSeconds: number
}

/**
 * Asks for a snapshot unless one of this lease is under way; returns false then. Call it in a transaction: it takes a lock of the lease until the end.
 * Index: disk_snapshots (bid_hash, lease_id).
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
