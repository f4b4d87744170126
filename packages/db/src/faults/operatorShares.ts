// The operator's shares. A share is the operator's payment to a provider for time that was credited to the renter without a fault of the provider. The worker
// (role infinitio_worker) writes `operator_shares`.
import {
  bps,
  type CreditedLease,
  durationSeconds,
  feeKeysOf,
  type OperatorShare,
  pTokenUnits,
  shareLimits,
  type ShareHistory,
  type ShareSums,
} from '@infinitio/domain'
import { columnOf, present, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { creditedIncidents, incidentSeconds } from './openCredits.ts'
import { tables } from '../generated/tables.ts'

const { leases, operator_shares: shares } = tables

const finalBlock = '(select coalesce(max(final_number), -1) from follower_checkpoint)'
/**
 * SQL condition: the lease `l` ended in the last 30 days and closed in a block that is final. So its fees are paid, and its credited seconds no longer change.
 * `$1` is the block clock.
 */
const closedLately = `l.state = 'closed' and l.end_at > $1::bigint - ${shareLimits.spanSeconds} and l.closed_block <= ${finalBlock}`

const dueLeases = statement(
  rowOf({
    leaseId: leases.lease_id,
    bidHash: leases.bid_hash,
    provider: leases.provider,
    creditedSeconds: 'int8',
    gpus: leases.gpus,
    pricePerGpuSecond: leases.price_per_gpu_second,
    referencePricePerGpuSecond: 'numeric',
    feeBps: leases.fee_bps,
  }),
  `select l.lease_id as "leaseId", l.bid_hash as "bidHash", l.provider, least(l.credit_seconds, f.seconds) as "creditedSeconds", l.gpus,
     l.price_per_gpu_second as "pricePerGpuSecond", l.fee_bps as "feeBps",
     coalesce((select c.reference_price_per_gpu_second from chain_nodes n join chain_classes c on c.class_id = n.class_id where n.node_id = l.node_id), 0)::numeric(78,0)
       as "referencePricePerGpuSecond"
   from leases l cross join lateral (select coalesce(sum(${incidentSeconds}), 0)::bigint as seconds from fault_records f
     where f.bid_hash = l.bid_hash and f.lease_id = l.lease_id and f.incident in ${creditedIncidents}) f
   where ${closedLately} and l.credit_seconds > 0 and f.seconds > 0 and not exists (select from operator_shares s where s.lease_id = l.lease_id)
   order by l.lease_id limit $2`,
)

const feesOf = feeKeysOf({ charge: 'share' })
  .map((key) => `l.${columnOf(key)}`)
  .join(' + ')
const feesByProvider = statement(
  rowOf({ provider: leases.provider, amount: 'numeric' }),
  `select l.provider, sum(${feesOf})::numeric(78,0) as amount from leases l where ${closedLately} group by l.provider`,
)

const paidByProvider = statement(
  rowOf({ provider: shares.provider, amount: 'numeric' }),
  `select provider, sum(amount)::numeric(78,0) as amount from operator_shares where decided_at > $1::bigint - ${shareLimits.spanSeconds} group by provider`,
)

/**
 * SQL for the hash of the transaction that paid the operator's share `s` to a provider. Null until the follower (the process that copies the chain) has read
 * the deposit that this transaction made.
 */
export const sharePaidTx = `coalesce(s.found_tx, (select g.tx_hash from transactions t join chain_logs g on g.tx_hash = any(t.hashes) and g.name = 'Deposited'
  where t.id = s.transaction_id limit 1))`

/** A lease for which it is not decided yet how much the operator pays its provider. */
export type DueShare = CreditedLease & { readonly bidHash: string }

/**
 * Returns the next leases for which the operator's share (its payment to the provider) is not decided yet, and the sums of fees and shares of the last 30 days,
 * which limit the shares. It reads only final blocks and the worker's decisions. `now` is the block clock in Unix seconds. Index: leases (state, end_at),
 * fault_records (bid_hash, lease_id, incident), operator_shares (decided_at). Takes no lock.
 */
export async function readShares(db: Queryable, { now, limit }: { now: bigint; limit: number }): Promise<{ due: DueShare[]; history: ShareHistory }> {
  const rows = await dueLeases.rows(db, [now, limit])
  // The fees are summed over all leases that ended in the last 30 days, and the shares over all decisions of that time. So read them only if there is a share to
  // decide.
  const [fees, paid] = rows.length === 0 ? [[], []] : [await feesByProvider.rows(db, [now]), await paidByProvider.rows(db, [now])]
  const ofProvider = new Map<string, ShareSums>()
  for (const { provider, amount } of fees) ofProvider.set(provider, { fees: amount, paid: 0n })
  for (const { provider, amount } of paid) ofProvider.set(provider, { fees: ofProvider.get(provider)?.fees ?? 0n, paid: amount })
  const total = (list: readonly { amount: bigint }[]) => list.reduce((sum, { amount }) => sum + amount, 0n)
  const due = rows.map(({ creditedSeconds, pricePerGpuSecond, referencePricePerGpuSecond, feeBps, ...row }) => ({
    ...row,
    creditedSeconds: durationSeconds(creditedSeconds),
    pricePerGpuSecond: pTokenUnits(pricePerGpuSecond),
    referencePricePerGpuSecond: pTokenUnits(referencePricePerGpuSecond),
    feeBps: bps(BigInt(feeBps)),
  }))
  return { due, history: { ofProvider, ofAll: { fees: total(fees), paid: total(paid) } } }
}

/**
 * Takes an advisory lock: until this transaction ends, no other transaction can decide about the operator's payments to providers. Without it, two decisions
 * could both use up the same remainder of a limit.
 */
export async function lockShares(tx: Queryable): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1, 0)', [shareLockSpace], { prepared: true })
}

const shareLockSpace = 7_305

/**
 * The decision about how much the operator pays a provider for one lease, and the payment: either a stored transaction, or a deposit that the chain already
 * has. Both are null if the amount is 0.
 */
export type NewShare = OperatorShare & {
  readonly bidHash: string
  readonly now: bigint
  readonly transactionId: bigint | null
  readonly foundTx: string | null
}

/**
 * Stores how much the operator pays a provider for one lease (the operator's share), also if the amount is 0. Throws if this was already decided for the lease.
 * Call `lockShares` first, in the same transaction. Index: operator_shares (lease_id).
 */
export async function insertShare(
  tx: Queryable,
  { leaseId, bidHash, provider, seconds, asked, amount, cuts, now, ...payment }: NewShare,
): Promise<void> {
  await tx.query(
    `insert into operator_shares (lease_id, bid_hash, provider, seconds, asked, amount, cuts, decided_at, transaction_id, found_tx)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [leaseId, bidHash, provider, seconds, asked, amount, cuts, now, payment.transactionId, payment.foundTx],
  )
}

const failedShares = statement(
  rowOf({ leaseId: shares.lease_id, provider: shares.provider, amount: shares.amount, transactionId: present(shares.transaction_id) }),
  `select s.lease_id as "leaseId", s.provider, s.amount, s.transaction_id as "transactionId" from operator_shares s join transactions t on t.id = s.transaction_id
   where t.state in ('failed', 'dropped') and s.found_tx is null and t.mined_block <= ${finalBlock}
     and exists (select from blocks b where b.number = t.mined_block and b.hash = t.mined_block_hash and b.final)
   order by s.lease_id limit 1`,
)

/** A share (the operator's payment to a provider for one lease) whose transaction failed. That transaction can never pay the share. */
export type FailedShare = { readonly leaseId: bigint; readonly provider: string; readonly amount: bigint; readonly transactionId: bigint }

/**
 * Returns a share (a payment of the operator to a provider) that was not paid because its transaction failed. Either the transaction reverted in a final block,
 * or another transaction in a final block used its nonce. Null if there is none. Index: transactions (id), blocks (number). Takes no lock.
 */
export async function findFailedShare(db: Queryable): Promise<FailedShare | null> {
  return failedShares.first(db, [])
}

/**
 * Replaces the failed transaction `failedId`, which should have paid the operator's share to a provider, by another payment. Returns false if another process
 * did so first. Index: operator_shares (lease_id).
 */
export async function replaceSharePayment(
  tx: Queryable,
  { leaseId, failedId, transactionId, foundTx }: { leaseId: bigint; failedId: bigint; transactionId: bigint; foundTx: string | null },
): Promise<boolean> {
  const rows = await tx.query(
    'update operator_shares set transaction_id = $3, found_tx = $4 where lease_id = $1 and transaction_id = $2 and found_tx is null returning 1',
    [leaseId, failedId, transactionId, foundTx],
  )
  return rows.length === 1
}

const unknownDeposit = statement(
  rowOf({ txHash: tables.chain_logs.tx_hash }),
  `select g.tx_hash as "txHash" from chain_logs g where g.name = 'Deposited' and g.args::jsonb ->> 'from' = $1 and g.args::jsonb ->> 'account' = $2
     and not exists (select from transactions t where t.hashes @> array[g.tx_hash] and t.sender = $1)
     and not exists (select from operator_shares s where s.found_tx = g.tx_hash) order by g.block_number, g.log_index limit 1`,
)

/**
 * Returns the hash of a transaction with which the operator's key deposited money for a provider, although the worker's table has no such transaction. This
 * happens if the database was restored from a backup that is older than the deposit. Null if there is none. Index: chain_logs (name, block_number),
 * transactions (hashes). Takes no lock.
 */
export async function findUnknownDeposit(db: Queryable, { payer, provider }: { payer: string; provider: string }): Promise<string | null> {
  return (await unknownDeposit.first(db, [payer, provider]))?.txHash ?? null
}

const shareRow = rowOf({
  leaseId: shares.lease_id,
  provider: shares.provider,
  seconds: 'int8',
  asked: shares.asked,
  amount: shares.amount,
  cuts: shares.cuts,
  paidTx: 'text?',
})

/** A share: an amount that the operator decided to pay a provider for credited time, with the transaction that paid it. */
export type ShareRow = Omit<RowOf<typeof shareRow>, 'seconds' | 'asked' | 'amount'> & Pick<OperatorShare, 'seconds' | 'asked' | 'amount'>

const newestShares = statement(
  shareRow,
  `select s.lease_id as "leaseId", s.provider, s.seconds, s.asked, s.amount, s.cuts, ${sharePaidTx} as "paidTx" from operator_shares s order by s.lease_id desc limit $1`,
)

/**
 * Lists the newest shares of the operator, which are payments to providers for credited time. Index: operator_shares (lease_id), chain_logs (tx_hash). Takes no
 * lock.
 */
export async function listShares(db: Queryable, { limit }: { limit: number }): Promise<ShareRow[]> {
  const rows = await newestShares.rows(db, [limit])
  return rows.map((row) => ({ ...row, seconds: durationSeconds(row.seconds), asked: pTokenUnits(row.asked), amount: pTokenUnits(row.amount) }))
}
