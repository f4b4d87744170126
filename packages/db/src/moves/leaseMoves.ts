// Moves of workloads to other machines. The API (role infinitio_api) writes the table `lease_moves`.
import { assert, cancellableMoveStates, canMoveGo, leaseStates, type MoveState, moveStates } from '@infinitio/domain'
import { nullable, oneOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { effectiveRestore } from '../disk/diskRestores.ts'
import type { LeaseKey } from '../disk/leaseKey.ts'
import { tables } from '../generated/tables.ts'

const leaseMoveRow = rowOf({
  moveId: tables.lease_moves.move_id,
  account: tables.lease_moves.account,
  leaseId: tables.lease_moves.lease_id,
  bidHash: tables.lease_moves.bid_hash,
  newBidHash: tables.lease_moves.new_bid_hash,
  state: oneOf(tables.lease_moves.state, moveStates),
  failedAt: oneOf(tables.lease_moves.failed_at, moveStates),
  code: tables.lease_moves.code,
  snapshotId: tables.lease_moves.snapshot_id,
  orderJson: tables.lease_moves.order_json,
  snapshotJson: tables.lease_moves.snapshot_json,
  endJson: tables.lease_moves.end_json,
  endRelay: tables.lease_moves.end_relay,
  oldEnded: tables.lease_moves.old_ended,
  createdAt: tables.lease_moves.created_at,
  updatedAt: tables.lease_moves.updated_at,
})

/**
 * A move of a workload to another machine, with the messages (as JSON) that its renter signed. `snapshotJson` is null if the move restores an older snapshot
 * and takes no new one.
 */
export type LeaseMoveRow = RowOf<typeof leaseMoveRow>

/** The columns of a LeaseMoveRow. */
const leaseMoveColumns = `m.move_id as "moveId", m.account, m.lease_id as "leaseId", m.bid_hash as "bidHash", m.new_bid_hash as "newBidHash", m.state,
  m.failed_at as "failedAt", m.code, m.snapshot_id as "snapshotId", m.order_json as "orderJson", m.snapshot_json as "snapshotJson", m.end_json as "endJson",
  m.end_relay as "endRelay", m.old_ended as "oldEnded", m.created_at as "createdAt", m.updated_at as "updatedAt"`

/** The fields with which a new move of a workload to another machine is stored. */
export type NewLeaseMove = Pick<
  LeaseMoveRow,
  'moveId' | 'account' | 'leaseId' | 'bidHash' | 'newBidHash' | 'snapshotId' | 'orderJson' | 'snapshotJson' | 'endJson'
>

/**
 * Stores a new move of a workload to another machine. Returns false if an earlier move of this lease is not finished, or if the order belongs to another move.
 * Index: lease_moves_underway.
 */
export async function insertLeaseMove(db: Queryable, move: NewLeaseMove): Promise<boolean> {
  const rows = await db.query(
    `insert into lease_moves (move_id, account, lease_id, bid_hash, new_bid_hash, snapshot_id, order_json, snapshot_json, end_json)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning 1`,
    [
      ...[move.moveId, move.account, move.leaseId, move.bidHash, move.newBidHash],
      ...[move.snapshotId, move.orderJson, move.snapshotJson, move.endJson],
    ],
  )
  return rows.length > 0
}

const newestMove = statement(
  leaseMoveRow,
  `select ${leaseMoveColumns} from lease_moves m where (bid_hash = $1 and lease_id = $2) or new_bid_hash = $1 order by created_at desc, move_id limit 1`,
)

/**
 * Returns the newest move of a workload in which this lease is the old or the new lease; null if there is none. Indexes: lease_moves (bid_hash, lease_id),
 * (new_bid_hash). Takes no lock.
 */
export async function findLeaseMove(db: Queryable, { bidHash, leaseId }: LeaseKey): Promise<LeaseMoveRow | null> {
  return newestMove.first(db, [bidHash, leaseId])
}

const leaseMoveFactsRow = rowOf({
  ...leaseMoveRow,
  /** True if the API has already accepted the order for the new lease of a move, so that the order need not be submitted again. */
  orderAccepted: 'bool',
  /** The error code if the order left the order book without a lease; null while the order may still open a lease. */
  orderCode: 'text?',
  newLeaseId: nullable(tables.leases.lease_id),
  newLeaseState: oneOf(nullable(tables.leases.state), leaseStates),
  newLeaseLost: 'bool',
  oldLeaseState: oneOf(nullable(tables.leases.state), leaseStates),
  oldLeaseLost: 'bool',
  snapshotState: oneOf(nullable(tables.disk_snapshots.state), ['requested', 'copying', 'stored', 'failed']),
  snapshotCode: tables.disk_snapshots.code,
  snapshotKey: tables.disk_snapshots.node_sealed,
  restoreState: oneOf(nullable(tables.disk_restores.state), ['waiting', 'running', 'done', 'failed']),
  restoreCode: tables.disk_restores.code,
  restorePercent: nullable(tables.disk_restores.percent),
  /** Seconds since the move, its snapshot or its restore last made progress. */
  stillSeconds: 'float8',
})

/** A move, with the data from other tables that decide its next step. The state of a lease is null while the lease does not exist. */
export type LeaseMoveFacts = RowOf<typeof leaseMoveFactsRow>

const facts = `${leaseMoveColumns},
  exists (select from api_commands where command_key = 'order:' || m.new_bid_hash) as "orderAccepted",
  case when o.state in ('rejected', 'cancelled', 'expired', 'abandoned') then coalesce(o.code, 'order.expired') end as "orderCode",
  n.lease_id as "newLeaseId", n.state as "newLeaseState", exists (select from lost_leases x where x.bid_hash = m.new_bid_hash and x.lease_id = n.lease_id) as "newLeaseLost",
  l.state as "oldLeaseState", exists (select from lost_leases x where x.bid_hash = m.bid_hash and x.lease_id = m.lease_id) as "oldLeaseLost",
  s.state as "snapshotState", s.code as "snapshotCode", s.node_sealed as "snapshotKey",
  r.state as "restoreState", r.code as "restoreCode", r.percent as "restorePercent",
  extract(epoch from now() - greatest(m.updated_at, s.heard_at, r.updated_at))::float8 as "stillSeconds"`

// Joins the first lease that the new bid opened. The workload moves to that lease, even if the bid opens another lease later.
const joins = `left join lateral (select state, code from book_orders where order_hash = m.new_bid_hash) o on true
  left join lateral (select lease_id, state from leases where bid_hash = m.new_bid_hash order by lease_id limit 1) n on true
  left join leases l on l.bid_hash = m.bid_hash and l.lease_id = m.lease_id
  left join disk_snapshots s on s.snapshot_id = m.snapshot_id
  left join lateral (${effectiveRestore({ bidHash: 'm.new_bid_hash', leaseId: 'n.lease_id' })}) r on true`

const movesUnderWay = statement(
  leaseMoveFactsRow,
  `select ${facts} from lease_moves m ${joins} where m.state not in ('done', 'failed', 'cancelled') order by m.created_at limit $1`,
)

/**
 * Lists the moves of workloads that are not finished, oldest first, each with the data from other tables that decide its next step. Index:
 * lease_moves_underway. Takes no lock.
 */
export async function listLeaseMoves(db: Queryable, { limit }: { limit: number }): Promise<LeaseMoveFacts[]> {
  return movesUnderWay.rows(db, [limit])
}

const moveFacts = statement(leaseMoveFactsRow, `select ${facts} from lease_moves m ${joins} where m.move_id = $1`)

/** Returns the move of a workload with the data from other tables that decide its next step, or null. Index: lease_moves (move_id). Takes no lock. */
export async function findLeaseMoveFacts(db: Queryable, { moveId }: { moveId: string }): Promise<LeaseMoveFacts | null> {
  return moveFacts.first(db, [moveId])
}

/** One step of the move of a workload: the next state, and the values that the step adds. */
export type LeaseMoveStep =
  | { to: Exclude<MoveState, 'failed' | 'done' | 'cancelling'>; snapshotId?: string; endRelay?: string }
  | { to: 'done'; oldEnded: boolean; code: string | null }
  | { to: 'failed'; code: string }

/**
 * Changes the state of a workload's move from `from` to the next. Returns false if the move is in another state: another call took the step, or the move was
 * cancelled. Index: lease_moves (move_id). Locks the row.
 */
export async function advanceLeaseMove(
  db: Queryable,
  { moveId, from, step }: { moveId: string; from: MoveState; step: LeaseMoveStep },
): Promise<boolean> {
  assert(canMoveGo(from, step.to), 'a move takes its steps in their order')
  const rows = await db.query(
    `update lease_moves set state = $3, failed_at = case $3 when 'failed' then state when 'cancelled' then failed_at end, code = $4, snapshot_id = coalesce($5, snapshot_id),
       end_relay = coalesce($6, end_relay), old_ended = $7, updated_at = now()
     where move_id = $1 and state = $2 returning 1`,
    [
      ...[moveId, from, step.to, 'code' in step ? step.code : null],
      ...['snapshotId' in step ? step.snapshotId : null, 'endRelay' in step ? step.endRelay : null, step.to === 'done' && step.oldEnded],
    ],
  )
  return rows.length > 0
}

const cancelledMove = statement(
  leaseMoveRow,
  `update lease_moves m set state = 'cancelling', failed_at = state, updated_at = now() where move_id = $1 and state = any($2) returning ${leaseMoveColumns}`,
)

/**
 * Cancels the move of a workload to another machine, so that it takes no further step, and returns it. Returns null if the lease's host names already lead to
 * the new lease, or if the move was cancelled before. Index: lease_moves (move_id). Locks the row.
 */
export async function cancelLeaseMove(db: Queryable, { moveId }: { moveId: string }): Promise<LeaseMoveRow | null> {
  return cancelledMove.first(db, [moveId, cancellableMoveStates])
}
