import type { MoveState } from '@infinitio/domain'

/** A move of a workload, with what its renter signed as JSON of the wire's shapes. The snapshot's is null in a move from an older snapshot. */
export interface LeaseMoveRow {
  moveId: string
  account: string
  leaseId: bigint
  bidHash: string
  newBidHash: string
  state: MoveState
  failedAt: MoveState | null
  code: string | null
  snapshotId: string | null
  orderJson: string
  snapshotJson: string | null
  endJson: string
  endRelay: string | null
  oldEnded: boolean
  createdAt: Date
  updatedAt: Date
}

/** The columns of a LeaseMoveRow. */
export const leaseMoveColumns = `m.move_id as "moveId", m.account, m.lease_id as "leaseId", m.bid_hash as "bidHash", m.new_bid_hash as "newBidHash", m.state,
  m.failed_at as "failedAt", m.code, m.snapshot_id as "snapshotId", m.order_json as "orderJson", m.snapshot_json as "snapshotJson", m.end_json as "endJson",
  m.end_relay as "endRelay", m.old_ended as "oldEnded", m.created_at as "createdAt", m.updated_at as "updatedAt"`
