/** A copy of a lease's disk. `orderJson`, `renterSealed` and `nodeSealed` are JSON of the wire's shapes. */
export interface DiskSnapshotRow {
  snapshotId: string
  account: string
  leaseId: bigint
  bidHash: string
  nodeId: string
  renterKey: string
  orderJson: string
  state: 'requested' | 'copying' | 'stored' | 'failed'
  code: string | null
  parts: number
  storedBytes: bigint
  diskBytes: bigint | null
  renterSealed: string | null
  nodeSealed: string | null
  createdAt: Date
  takenAt: Date | null
  expiresAt: Date
}

/** The columns of a DiskSnapshotRow. */
export const diskSnapshotColumns = `s.snapshot_id as "snapshotId", s.account, s.lease_id as "leaseId", s.bid_hash as "bidHash", s.node_id as "nodeId",
  s.renter_key as "renterKey", s.order_json as "orderJson", s.state, s.code, s.parts, s.stored_bytes as "storedBytes", s.disk_bytes as "diskBytes",
  s.renter_sealed as "renterSealed", s.node_sealed as "nodeSealed", s.created_at as "createdAt", s.taken_at as "takenAt", s.expires_at as "expiresAt"`
