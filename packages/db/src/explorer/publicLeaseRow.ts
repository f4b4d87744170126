import type { LeaseState } from '@infinitio/domain'

/** A lease as the chain tells it to anybody: no name, no workload. */
export interface PublicLeaseRow {
  leaseId: bigint
  state: LeaseState
  final: boolean
  nodeId: string
  nodeName: string | null
  simulated: boolean | null
  className: string | null
  renter: string
  provider: string
  gpus: number
  pricePerGpuSecond: bigint
  startAt: bigint
  endAt: bigint
  settledAt: bigint
  escrow: bigint
  pay: bigint
  refund: bigint
  askHash: string
  bidHash: string
  settledTx: string
  readyTx: string | null
  endedTx: string | null
  closedTx: string | null
}

/** The columns of PublicLeaseRow; follows `publicLeaseJoins`. */
export const publicLeaseColumns = `l.lease_id as "leaseId", l.state, l.settled_block <= coalesce((select final_number from follower_checkpoint where id = 1), -1) as final,
  l.node_id as "nodeId", f.name as "nodeName", f.simulated, c.name as "className", l.renter, l.provider, l.gpus, l.price_per_gpu_second as "pricePerGpuSecond",
  l.start_at as "startAt", l.end_at as "endAt", l.settled_at as "settledAt", l.escrow, l.pay, l.refund, l.ask_hash as "askHash", l.bid_hash as "bidHash",
  l.settled_tx as "settledTx", l.ready_tx as "readyTx", l.ended_tx as "endedTx", l.closed_tx as "closedTx"`

/** Joins for publicLeaseColumns; `l` is leases. */
export const publicLeaseJoins = `left join chain_nodes n on n.node_id = l.node_id left join node_profiles f on f.node_id = l.node_id
  left join chain_classes c on c.class_id = n.class_id`
