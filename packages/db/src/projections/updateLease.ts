import type { Queryable } from '../client/queryable.ts'
import type { LeaseRow } from './leaseRow.ts'

/** The part of a lease that changes after it was settled. */
export type LeaseProgress = Pick<
  LeaseRow,
  | 'leaseId'
  | 'state'
  | 'readyAt'
  | 'readyTx'
  | 'readyBlock'
  | 'endAt'
  | 'endedTx'
  | 'endedBlock'
  | 'accepted'
  | 'endReason'
  | 'paidSeconds'
  | 'pay'
  | 'renterFee'
  | 'providerFee'
  | 'refund'
  | 'closedAt'
  | 'closedTx'
  | 'closedBlock'
  | 'updatedBlock'
>

/** Stores how a lease went on. Throws when it is unknown. Index: leases (lease_id). Locks its row. */
export async function updateLease(tx: Queryable, lease: LeaseProgress): Promise<void> {
  const rows = await tx.query<{ lease_id: bigint }>(
    `update leases set state = $2, ready_at = $3, ready_tx = $4, end_at = $5, ended_tx = $6, accepted = $7, end_reason = $8, paid_seconds = $9,
       pay = $10, renter_fee = $11, provider_fee = $12, refund = $13, closed_at = $14, closed_tx = $15, updated_block = $16,
       ready_block = $17, ended_block = $18, closed_block = $19
     where lease_id = $1 returning lease_id`,
    [
      lease.leaseId,
      lease.state,
      lease.readyAt,
      lease.readyTx,
      lease.endAt,
      lease.endedTx,
      lease.accepted,
      lease.endReason,
      lease.paidSeconds,
      lease.pay,
      lease.renterFee,
      lease.providerFee,
      lease.refund,
      lease.closedAt,
      lease.closedTx,
      lease.updatedBlock,
      lease.readyBlock,
      lease.endedBlock,
      lease.closedBlock,
    ],
  )
  if (rows.length !== 1) throw new Error(`lease ${lease.leaseId} is not in leases`)
}
