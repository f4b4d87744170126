// Earnings of providers. The API reads the tables `chain_statement` and `leases`, which the follower fills from the chain.
import { feeKeysOf, feeRecord } from '@infinitio/domain'
import { columnOf, nullable, present, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { sharePaidTx } from '../faults/operatorShares.ts'
import { sumOfFees } from '../projections/sumOfFees.ts'

const earningsRow = rowOf({ total: 'numeric', today: 'numeric', last30Days: 'numeric' })

/** A provider's pay after its fee, in PToken base units: the total, and the pay since two moments of the block clock. */
export type EarningsRow = RowOf<typeof earningsRow>

const earningsOfProvider = statement(
  earningsRow,
  `select coalesce(sum(amount), 0) as total, coalesce(sum(amount) filter (where at >= $2), 0) as today,
     coalesce(sum(amount) filter (where at >= $3), 0) as "last30Days"
   from chain_statement where account = $1 and kind = 'lease_pay'`,
)

/** Returns the earnings of a provider, summed from its statement. Index: chain_statement (account, …). Takes no lock. */
export async function readEarnings(
  db: Queryable,
  { account, todayFrom, monthFrom }: { account: string; todayFrom: bigint; monthFrom: bigint },
): Promise<EarningsRow> {
  return earningsOfProvider.only(db, [account, todayFrom, monthFrom])
}

const earningsByNode = statement(
  rowOf({ nodeId: tables.leases.node_id, earned: 'numeric', gpuSeconds: 'numeric' }),
  `select node_id as "nodeId", coalesce(sum(pay - (${sumOfFees({ payer: 'provider' })})), 0) as earned,
     coalesce(sum(gpus * paid_seconds), 0) as "gpuSeconds" from leases where provider = $1 group by node_id`,
)

/** A node's pay after fees in PToken base units, and the GPU-seconds that renters paid for. */
export interface NodeEarnings {
  earned: bigint
  gpuSeconds: bigint
}

/** Returns the earnings of each node of a provider. Index: leases (provider, lease_id). Takes no lock. */
export async function listNodeEarnings(db: Queryable, { provider }: { provider: string }): Promise<Map<string, NodeEarnings>> {
  const rows = await earningsByNode.rows(db, [provider])
  return new Map(rows.map(({ nodeId, ...sums }) => [nodeId, sums]))
}

const settledLeaseRow = rowOf({
  leaseId: tables.leases.lease_id,
  nodeId: tables.leases.node_id,
  nodeName: nullable(tables.node_profiles.name),
  renter: tables.leases.renter,
  gpus: tables.leases.gpus,
  pricePerGpuSecond: tables.leases.price_per_gpu_second,
  paidSeconds: tables.leases.paid_seconds,
  pay: tables.leases.pay,
  ...feeRecord({ payer: 'provider' }, () => 'numeric' as const),
  refund: tables.leases.refund,
  compensation: 'numeric',
  operatorShare: 'numeric',
  closedAt: present(tables.leases.closed_at),
  closedTx: present(tables.leases.closed_tx),
})

/** A closed lease of a provider with its final amounts, in base units. `closedAt` is in Unix seconds of the block clock. */
export type SettledLeaseRow = RowOf<typeof settledLeaseRow>

const providerFees = feeKeysOf({ payer: 'provider' })
  .map((key) => `l.${columnOf(key)} as "${key}"`)
  .join(', ')

const settledLeases = statement(
  settledLeaseRow,
  `select l.lease_id as "leaseId", l.node_id as "nodeId", p.name as "nodeName", l.renter, l.gpus, l.price_per_gpu_second as "pricePerGpuSecond",
     l.paid_seconds as "paidSeconds", l.pay, ${providerFees}, l.refund, coalesce(l.compensation, 0)::numeric(78,0) as compensation,
     coalesce((select s.amount from operator_shares s where s.lease_id = l.lease_id and s.bid_hash = l.bid_hash and ${sharePaidTx} is not null), 0)::numeric(78,0)
       as "operatorShare", l.closed_at as "closedAt", l.closed_tx as "closedTx"
   from leases l left join node_profiles p on p.node_id = l.node_id
   where l.provider = $1 and l.state = 'closed' and l.closed_at >= $2 and l.closed_at < $3 and ($4::bigint is null or l.lease_id < $4)
   order by l.lease_id desc limit $5`,
)

/**
 * Lists leases of a provider that closed between `from` (included) and `until` (not included), newest first. If `beforeLeaseId` is given, lists only leases
 * with a lower id. Index: leases (provider, lease_id). Takes no lock.
 */
export async function listSettledLeases(
  db: Queryable,
  { provider, from, until, beforeLeaseId, limit }: { provider: string; from: bigint; until: bigint; beforeLeaseId: bigint | null; limit: number },
): Promise<SettledLeaseRow[]> {
  return settledLeases.rows(db, [provider, from, until, beforeLeaseId, limit])
}

const paidShares = statement(
  rowOf({ amount: 'numeric' }),
  `select coalesce(sum(s.amount), 0)::numeric(78,0) as amount from leases l join operator_shares s on s.lease_id = l.lease_id and s.bid_hash = l.bid_hash
   where l.provider = $1 and l.state = 'closed' and l.closed_at >= $2 and l.closed_at < $3 and ${sharePaidTx} is not null`,
)

/**
 * Returns the sum of the operator's shares that a provider got for leases that closed from `from` (included) to `until` (not included), in base units. With a
 * share, the operator pays the provider for time that was credited to the renter without the provider's fault. Index: leases (provider, lease_id). Takes no
 * lock.
 */
export async function sumPaidShares(db: Queryable, { provider, from, until }: { provider: string; from: bigint; until: bigint }): Promise<bigint> {
  return (await paidShares.only(db, [provider, from, until])).amount
}

const settledSums = rowOf({ leases: 'int8', gpuSeconds: 'numeric', pay: 'numeric', fee: 'numeric', refund: 'numeric', compensation: 'numeric' })

/** Sums over closed leases, in base units. `gpuSeconds` is the number of paid seconds, counted for each GPU. */
export type SettledSums = RowOf<typeof settledSums>

/** The sums over the leases that closed in one period (`from` is its first second in UTC), or on one node. */
export type SettledOfPeriod = SettledSums & { from: bigint }
export type SettledOfNode = SettledSums & { nodeId: string; nodeName: string | null }

const sums = `count(*) as leases, coalesce(sum(l.paid_seconds * l.gpus), 0)::numeric(78,0) as "gpuSeconds", coalesce(sum(l.pay), 0)::numeric(78,0) as pay,
  coalesce(sum(${sumOfFees({ payer: 'provider' }, { of: 'l.' })}), 0)::numeric(78,0) as fee, coalesce(sum(l.refund), 0)::numeric(78,0) as refund, coalesce(sum(l.compensation), 0)::numeric(78,0) as compensation`

const closedInSpan = `l.provider = $1 and l.state = 'closed' and l.closed_at >= $2 and l.closed_at < $3`

const settledByPeriod = statement(
  rowOf({ from: 'int8', ...settledSums }),
  `select extract(epoch from date_trunc($4, to_timestamp(l.closed_at) at time zone 'UTC') at time zone 'UTC')::bigint as "from", ${sums}
   from leases l where ${closedInSpan} group by 1 order by 1`,
)

/**
 * Returns the sums of a provider's leases that closed between `from` (included) and `until` (not included), for each day, week (from Monday) or month in UTC.
 * Leaves out periods in which no lease closed. Index: leases (provider, lease_id). Takes no lock.
 */
export async function sumSettledByPeriod(
  db: Queryable,
  { provider, by, from, until }: { provider: string; by: 'day' | 'week' | 'month'; from: bigint; until: bigint },
): Promise<SettledOfPeriod[]> {
  return settledByPeriod.rows(db, [provider, from, until, by])
}

const settledByNode = statement(
  rowOf({ nodeId: tables.leases.node_id, nodeName: 'text?', ...settledSums }),
  `select l.node_id as "nodeId", (select name from node_profiles p where p.node_id = l.node_id) as "nodeName", ${sums}
   from leases l where ${closedInSpan} group by l.node_id order by sum(l.pay) desc, l.node_id limit $4`,
)

/**
 * Returns the sums of a provider's leases that closed between `from` (included) and `until` (not included), by node. Returns up to `limit` nodes, those with
 * the highest pay first. Index: leases (provider, lease_id). Takes no lock.
 */
export async function sumSettledByNode(
  db: Queryable,
  { provider, from, until, limit }: { provider: string; from: bigint; until: bigint; limit: number },
): Promise<SettledOfNode[]> {
  return settledByNode.rows(db, [provider, from, until, limit])
}
