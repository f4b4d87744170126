/** An order as the matcher knows it, or as it was accepted when `seen` is false: the matcher has not read it yet. */
export interface OrderRow {
  orderHash: string
  kind: 'ask' | 'bid'
  account: string
  nodeId: string | null
  orderJson: string
  signature: string
  state: 'open' | 'matched' | 'settled' | 'cancelled' | 'expired' | 'rejected' | 'abandoned'
  code: string | null
  holdId: string | null
  matchId: bigint | null
  leaseId: bigint | null
  createdAtMs: bigint
  /** GPUs of a bid that are still to go. */
  openGpus: number
  /** Why it left the book without a match. */
  leftReason: LeaveReason | null
  /** The journal row that changed it last. */
  updatedSeq: bigint
}

/** Why an order left, as the matcher says it. */
export type LeaveReason = 'owner' | 'replaced' | 'chain' | 'session' | 'unfilled' | 'restricted'

/** The columns of book_orders as OrderRow names them, for a select list; the table is called `o`. */
export const orderColumns = `o.order_hash as "orderHash", o.kind, o.account, o.node_id as "nodeId", o.order_json as "orderJson", o.signature, o.state, o.code,
  o.hold_id as "holdId", o.match_id as "matchId", o.lease_id as "leaseId", o.created_at_ms as "createdAtMs", o.open_gpus as "openGpus", o.left_reason as "leftReason", o.updated_seq as "updatedSeq"`
