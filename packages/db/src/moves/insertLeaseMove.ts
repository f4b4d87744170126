import type { Queryable } from '../client/queryable.ts'
import type { LeaseMoveRow } from './leaseMoveRow.ts'

/** What a move begins with. */
export type NewLeaseMove = Pick<
  LeaseMoveRow,
  'moveId' | 'account' | 'leaseId' | 'bidHash' | 'newBidHash' | 'snapshotId' | 'orderJson' | 'snapshotJson' | 'endJson'
>

/** Writes a move down; false when one of this lease is under way, or the order belongs to another. Index: lease_moves_underway. */
export async function insertLeaseMove(db: Queryable, move: NewLeaseMove): Promise<boolean> {
  const rows = await db.query(
    `insert into lease_moves (move_id, account, lease_id, bid_hash, new_bid_hash, snapshot_id, order_json, snapshot_json, end_json)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning 1`,
    [
      ...[move.moveId, move.account, move.leaseId, move.bidHash, move.newBidHash],
      ...[move.snapshotId, move.orderJson, move.snapshotJson, move.endJson],
    ],
  )
  return rows.length > 0
}
