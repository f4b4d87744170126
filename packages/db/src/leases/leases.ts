// Leases, their events and their names, also by node and for the calendar. The API reads `leases` and `chain_logs`. The API (role infinitio_api) writes the
// table `lease_names`.
import { nullable, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { leaseColumns, leaseRow } from '../projections/leases.ts'
import { leaseAccessColumn, leaseAccessOf } from './leaseAccess.ts'
import { wasLost } from './lostLeases.ts'

const nodeLeaseRow = rowOf({
  ...leaseRow,
  workload: nullable(tables.workloads.body),
  hasSecrets: 'bool',
  /** SSH keys of the teammates who may use the lease now. */
  guestKeys: 'text[]',
  access: leaseAccessColumn,
})

const leasesOfNode = statement(
  nodeLeaseRow,
  `select l.*, w.body as workload, s.box is not null as "hasSecrets",
     array(select distinct k.line from lease_shares h join account_ssh_keys k on k.account = h.guest where h.bid_hash = l."bidHash" and h.may = 'use'
       and h.shared_by = coalesce(l.holder, l.renter) order by k.line) as "guestKeys",
     ${leaseAccessOf('l."bidHash"', 'l."leaseId"')} as access from (
     select ${leaseColumns} from leases where node_id = any($1) and state in ('booked', 'active') and not ${wasLost}) l
   left join workloads w on w.hash = l."workloadHash"
   left join sealed_secrets s on s.workload_hash = l."workloadHash" and s.node_id = l."nodeId" order by l."leaseId"`,
)

/**
 * Returns booked and active leases on these nodes, oldest first, without leases that were lost with a node. Each row has the workload and whether
 * encrypted secrets are stored. Indexes: leases (node_id, state), lease_access (bid_hash, lease_id). Takes no lock.
 */
export async function listNodeLeases(db: Queryable, { nodeIds }: { nodeIds: readonly string[] }): Promise<RowOf<typeof nodeLeaseRow>[]> {
  return leasesOfNode.rows(db, [nodeIds])
}

const calendarLeaseRow = rowOf({
  nodeId: tables.leases.node_id,
  leaseId: tables.leases.lease_id,
  settledAt: tables.leases.settled_at,
  startAt: tables.leases.start_at,
  durationSeconds: tables.leases.duration_seconds,
  endAt: tables.leases.end_at,
  gpus: tables.leases.gpus,
})

/** A lease as the calendar of its node shows it: the time at which it was settled, its start, its agreed duration and its end. */
export type CalendarLeaseRow = RowOf<typeof calendarLeaseRow>

const leasesOfCalendar = statement(
  calendarLeaseRow,
  `select node_id as "nodeId", lease_id as "leaseId", settled_at as "settledAt", start_at as "startAt", duration_seconds as "durationSeconds", end_at as "endAt", gpus
   from leases where node_id = any($1) and end_at > $2 order by lease_id desc limit $3`,
)

/** Returns up to `limit` leases of these nodes that end after a moment, newest first. Index: leases (node_id, state). Takes no lock. */
export async function listLeasesOfCalendar(
  db: Queryable,
  { nodeIds, endsAfter, limit }: { nodeIds: readonly string[]; endsAfter: bigint; limit: number },
): Promise<CalendarLeaseRow[]> {
  return leasesOfCalendar.rows(db, [nodeIds, endsAfter, limit])
}

const openLeaseEnds = statement(
  rowOf({ leaseId: tables.leases.lease_id, renter: tables.leases.renter, endAt: tables.leases.end_at }),
  `select lease_id as "leaseId", renter, end_at as "endAt" from leases where state in ('booked', 'active') and end_at > $1 order by end_at, lease_id limit $2`,
)

/**
 * Returns up to `limit` booked or active leases that end after `after` (Unix seconds), with their renters; the lease that ends first comes first. Index: leases
 * (state, end_at). Takes no lock.
 */
export function listOpenLeaseEnds(
  db: Queryable,
  { after, limit }: { after: bigint; limit: number },
): Promise<{ leaseId: bigint; renter: string; endAt: bigint }[]> {
  return openLeaseEnds.rows(db, [after, limit])
}

const stateOfLease = statement(rowOf({ state: tables.leases.state }), 'select state from leases where lease_id = $1')

/** Returns the state of a lease, or null when it is unknown. Index: leases (lease_id). Takes no lock. */
export async function readLeaseState(db: Queryable, { leaseId }: { leaseId: string }): Promise<string | null> {
  const row = await stateOfLease.first(db, [leaseId])
  return row?.state ?? null
}

const leaseLogRow = rowOf({
  name: tables.chain_logs.name,
  args: tables.chain_logs.args,
  txHash: tables.chain_logs.tx_hash,
  blockNumber: tables.chain_logs.block_number,
  at: tables.blocks.timestamp,
  final: tables.blocks.final,
})

/** One event of the chain about a lease. `args` is canonical JSON. */
export type LeaseLogRow = RowOf<typeof leaseLogRow>

const logsOfLease = statement(
  leaseLogRow,
  `select l.name, l.args, l.tx_hash as "txHash", l.block_number as "blockNumber", b.timestamp as at, b.final
   from chain_logs l join blocks b on b.number = l.block_number
   where l.name in ('Settled', 'LeaseReady', 'LeaseExtended', 'LeaseCredited', 'LeaseTokenised', 'LeaseTokenMoved', 'CompensationPaid', 'LeasePaid', 'LeaseEnded', 'LeaseClosed') and l.block_number >= $2 and l.args::json ->> 'leaseId' = $1::text
   order by l.block_number, l.log_index limit 200`,
)

/** Returns the events of one lease, oldest first. Index: chain_logs (name, block_number). Takes no lock. */
export async function listLeaseLogs(db: Queryable, { leaseId, fromBlock }: { leaseId: bigint; fromBlock: bigint }): Promise<LeaseLogRow[]> {
  return logsOfLease.rows(db, [leaseId.toString(), fromBlock])
}

/** Stores the name that a renter gave to the lease that a bid will open. Call it in the transaction that accepts the bid. */
export async function insertLeaseName(tx: Queryable, { bidHash, account, name }: { bidHash: string; account: string; name: string }): Promise<void> {
  await tx.query('insert into lease_names (bid_hash, account, name) values ($1, $2, $3) on conflict (bid_hash) do nothing', [bidHash, account, name])
}
