// Leases. The follower (role infinitio_follower) fills the table `leases` from the chain.
import { feeKeys, type FeeKeyOf, feeKeysOf, feeRecord, leaseStates } from '@infinitio/domain'
import { columnOf, oneOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const leaseTerms = rowOf({
  leaseId: tables.leases.lease_id,
  renter: tables.leases.renter,
  provider: tables.leases.provider,
  nodeId: tables.leases.node_id,
  hostKey: tables.leases.host_key,
  pricePerGpuSecond: tables.leases.price_per_gpu_second,
  gpus: tables.leases.gpus,
  startAt: tables.leases.start_at,
  durationSeconds: tables.leases.duration_seconds,
  noticeSeconds: tables.leases.notice_seconds,
  trialSeconds: tables.leases.trial_seconds,
  feeBps: tables.leases.fee_bps,
  flags: tables.leases.flags,
  askNonce: tables.leases.ask_nonce,
  askMaxDurationSeconds: tables.leases.ask_max_duration_seconds,
  askAvailableUntil: tables.leases.ask_available_until,
  workloadHash: tables.leases.workload_hash,
})

/** The terms of a lease. An extension changes the duration; no other term changes. Times in Unix seconds, prices in PToken base units. */
export type LeaseTermsColumns = RowOf<typeof leaseTerms>

/** The columns of a lease. */
export const leaseRow = rowOf({
  ...leaseTerms,
  askHash: tables.leases.ask_hash,
  bidHash: tables.leases.bid_hash,
  state: oneOf(tables.leases.state, leaseStates),
  settledAt: tables.leases.settled_at,
  settledTx: tables.leases.settled_tx,
  settledBlock: tables.leases.settled_block,
  readyAt: tables.leases.ready_at,
  readyTx: tables.leases.ready_tx,
  readyBlock: tables.leases.ready_block,
  endAt: tables.leases.end_at,
  endedTx: tables.leases.ended_tx,
  endedBlock: tables.leases.ended_block,
  accepted: tables.leases.accepted,
  endReason: tables.leases.end_reason,
  paidSeconds: tables.leases.paid_seconds,
  pay: tables.leases.pay,
  refund: tables.leases.refund,
  escrow: tables.leases.escrow,
  /** One column for each kind of fee, with the name of the fee. */
  ...feeRecord({}, () => 'numeric' as const),
  closedAt: tables.leases.closed_at,
  closedTx: tables.leases.closed_tx,
  closedBlock: tables.leases.closed_block,
  updatedBlock: tables.leases.updated_block,
  /** The account that has the rights of the lease and gets its refund and compensation: the renter, or the owner of the lease's token. */
  holder: 'text',
  /** The number of seconds that validators have taken off the bill. */
  creditSeconds: 'int8',
  /** The compensation that was paid to the holder from the provider's bond, in PToken base units. */
  compensation: 'numeric',
})

/**
 * A lease: its terms, its orders, and its progress. Paid amounts are the totals so far. `endAt` is the agreed end of the lease, or the earlier time at which it
 * ended. Escrow and relay fee grow with each extension.
 */
export type LeaseRow = RowOf<typeof leaseRow>

/** The columns of leases with the names of LeaseRow, for a select list. */
export const leaseColumns = `lease_id as "leaseId", renter, provider, node_id as "nodeId", host_key as "hostKey", price_per_gpu_second as "pricePerGpuSecond",
  gpus, start_at as "startAt", duration_seconds as "durationSeconds", notice_seconds as "noticeSeconds", trial_seconds as "trialSeconds",
  fee_bps as "feeBps", flags, ask_nonce as "askNonce", ask_max_duration_seconds as "askMaxDurationSeconds", ask_available_until as "askAvailableUntil",
  workload_hash as "workloadHash", ask_hash as "askHash", bid_hash as "bidHash", state, settled_at as "settledAt", settled_tx as "settledTx",
  settled_block as "settledBlock", ready_at as "readyAt", ready_tx as "readyTx", ready_block as "readyBlock", end_at as "endAt", ended_tx as "endedTx",
  ended_block as "endedBlock", accepted, end_reason as "endReason", paid_seconds as "paidSeconds", pay, ${feeKeys.map((key) => `${columnOf(key)} as "${key}"`).join(', ')},
  refund, escrow, closed_at as "closedAt", closed_tx as "closedTx", closed_block as "closedBlock",
  updated_block as "updatedBlock", coalesce(holder, renter) as holder, coalesce(credit_seconds, 0) as "creditSeconds",
  coalesce(compensation, 0)::numeric(78,0) as compensation`

const leaseById = statement(leaseRow, `select ${leaseColumns} from leases where lease_id = $1`)

/** Returns a lease, or null. Index: leases (lease_id). Takes no lock. */
export async function getLeaseRow(db: Queryable, { leaseId }: { leaseId: bigint }): Promise<LeaseRow | null> {
  return leaseById.first(db, [leaseId])
}

/** A newly settled lease with its flat fees. Its end is the agreed end. */
export interface NewLease extends LeaseTermsColumns, Readonly<Record<FlatFee, bigint>> {
  askHash: string
  bidHash: string
  settledAt: bigint
  settledTx: string
  escrow: bigint
  updatedBlock: bigint
}

const shares = feeKeysOf({ charge: 'share' })
const flats = feeKeysOf({ charge: 'flat' })
type FlatFee = FeeKeyOf<{ charge: 'flat' }>

const insertion = `insert into leases (lease_id, renter, provider, node_id, host_key, price_per_gpu_second, gpus, start_at, duration_seconds, notice_seconds,
       trial_seconds, fee_bps, flags, ask_nonce, ask_max_duration_seconds, ask_available_until, workload_hash, ask_hash, bid_hash, state,
       settled_at, settled_tx, settled_block, end_at, paid_seconds, pay, refund, escrow, updated_block, ${[...shares, ...flats].map(columnOf).join(', ')})
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, 'booked', $20, $21, $23, $8::bigint + $9::bigint,
       0, 0, 0, $22, $23, ${[...shares.map(() => '0'), ...flats.map((_, at) => `$${24 + at}`)].join(', ')})`

/** Adds a booked lease. Throws if its id exists. Index: leases (lease_id). */
export async function insertLease(tx: Queryable, lease: NewLease): Promise<void> {
  await tx.query(insertion, [
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
    lease.updatedBlock,
    ...flats.map((key) => lease[key]),
  ])
}

/** The columns of a lease that change after it was settled. */
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
  | FeeKeyOf<{ charge: 'share' }>
  | 'refund'
  | 'closedAt'
  | 'closedTx'
  | 'closedBlock'
  | 'updatedBlock'
>

const progress = `update leases set state = $2, ready_at = $3, ready_tx = $4, end_at = $5, ended_tx = $6, accepted = $7, end_reason = $8, paid_seconds = $9,
       pay = $10, refund = $11, closed_at = $12, closed_tx = $13, updated_block = $14, ready_block = $15, ended_block = $16, closed_block = $17,
       ${shares.map((key, at) => `${columnOf(key)} = $${18 + at}`).join(', ')}
     where lease_id = $1 returning lease_id`

/** Stores the progress of a lease. Throws if the lease is unknown. Index: leases (lease_id). Locks its row. */
export async function updateLease(tx: Queryable, lease: LeaseProgress): Promise<void> {
  const rows = await tx.query(progress, [
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
    lease.refund,
    lease.closedAt,
    lease.closedTx,
    lease.updatedBlock,
    lease.readyBlock,
    lease.endedBlock,
    lease.closedBlock,
    ...shares.map((key) => lease[key]),
  ])
  if (rows.length !== 1) throw new Error(`lease ${lease.leaseId} is not in leases`)
}
