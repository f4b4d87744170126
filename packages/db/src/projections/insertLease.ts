import type { Queryable } from '../client/queryable.ts'
import type { LeaseTermsColumns } from './leaseRow.ts'

/** A lease that was settled just now, with its whole window as its end. */
export interface NewLease extends LeaseTermsColumns {
  askHash: string
  bidHash: string
  settledAt: bigint
  settledTx: string
  escrow: bigint
  relayFee: bigint
  updatedBlock: bigint
}

/** Adds a booked lease. Throws when its id exists. Index: leases (lease_id). */
export async function insertLease(tx: Queryable, lease: NewLease): Promise<void> {
  await tx.query(
    `insert into leases (lease_id, renter, provider, node_id, host_key, price_per_gpu_second, gpus, start_at, duration_seconds, notice_seconds,
       trial_seconds, fee_bps, flags, ask_nonce, ask_max_duration_seconds, ask_available_until, workload_hash, ask_hash, bid_hash, state,
       settled_at, settled_tx, settled_block, end_at, paid_seconds, pay, renter_fee, provider_fee, refund, escrow, relay_fee, updated_block)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, 'booked', $20, $21, $24, $8::bigint + $9::bigint,
       0, 0, 0, 0, 0, $22, $23, $24)`,
    [
      lease.leaseId,
      lease.renter,
      lease.provider,
      lease.nodeId,
      lease.hostKey,
      lease.pricePerGpuSecond,
      lease.gpus,
      lease.startAt,
      lease.durationSeconds,
      lease.noticeSeconds,
      lease.trialSeconds,
      lease.feeBps,
      lease.flags,
      lease.askNonce,
      lease.askMaxDurationSeconds,
      lease.askAvailableUntil,
      lease.workloadHash,
      lease.askHash,
      lease.bidHash,
      lease.settledAt,
      lease.settledTx,
      lease.escrow,
      lease.relayFee,
      lease.updatedBlock,
    ],
  )
}
