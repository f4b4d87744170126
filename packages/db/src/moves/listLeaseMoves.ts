import type { Queryable } from '../client/queryable.ts'
import { effectiveRestore } from '../disk/effectiveRestore.ts'
import { type LeaseMoveRow, leaseMoveColumns } from './leaseMoveRow.ts'

/** What the rest of the house knows that a move waits for. States of leases are null while there is no such lease. */
export interface LeaseMoveFacts extends LeaseMoveRow {
  /** The order was accepted, so it is not handed in again. */
  orderAccepted: boolean
  /** Why the order left the book without a lease; null while it may still make one. */
  orderCode: string | null
  newLeaseId: bigint | null
  newLeaseState: 'booked' | 'active' | 'ended' | 'closed' | null
  newLeaseLost: boolean
  oldLeaseState: 'booked' | 'active' | 'ended' | 'closed' | null
  oldLeaseLost: boolean
  snapshotState: 'requested' | 'copying' | 'stored' | 'failed' | null
  snapshotCode: string | null
  snapshotKey: string | null
  restoreState: 'waiting' | 'running' | 'done' | 'failed' | null
  restoreCode: string | null
  restorePercent: number | null
  /** Seconds since the move, its snapshot or its restore last went on. */
  stillSeconds: number
}

const facts = `${leaseMoveColumns},
  exists (select from api_commands where command_key = 'order:' || m.new_bid_hash) as "orderAccepted",
  case when o.state in ('rejected', 'cancelled', 'expired', 'abandoned') then coalesce(o.code, 'order.expired') end as "orderCode",
  n.lease_id as "newLeaseId", n.state as "newLeaseState", exists (select from lost_leases x where x.bid_hash = m.new_bid_hash and x.lease_id = n.lease_id) as "newLeaseLost",
  l.state as "oldLeaseState", exists (select from lost_leases x where x.bid_hash = m.bid_hash and x.lease_id = m.lease_id) as "oldLeaseLost",
  s.state as "snapshotState", s.code as "snapshotCode", s.node_sealed as "snapshotKey",
  r.state as "restoreState", r.code as "restoreCode", r.percent as "restorePercent",
  extract(epoch from now() - greatest(m.updated_at, s.heard_at, r.updated_at))::float8 as "stillSeconds"`

// The first lease of the new bid: a later one does not change which lease the workload goes to.
const joins = `left join lateral (select state, code from book_orders where order_hash = m.new_bid_hash) o on true
  left join lateral (select lease_id, state from leases where bid_hash = m.new_bid_hash order by lease_id limit 1) n on true
  left join leases l on l.bid_hash = m.bid_hash and l.lease_id = m.lease_id
  left join disk_snapshots s on s.snapshot_id = m.snapshot_id
  left join lateral (${effectiveRestore({ bidHash: 'm.new_bid_hash', leaseId: 'n.lease_id' })}) r on true`

/** Moves that are not over, the oldest first, with what each waits for. Index: lease_moves_underway. Takes no lock. */
export async function listLeaseMoves(db: Queryable, { limit }: { limit: number }): Promise<LeaseMoveFacts[]> {
  return db.query<LeaseMoveFacts>(
    `select ${facts} from lease_moves m ${joins} where m.state not in ('done', 'failed', 'cancelled') order by m.created_at limit $1`,
    [limit],
  )
}

/** One move with what it waits for. Index: lease_moves (move_id). Takes no lock. */
export async function findLeaseMoveFacts(db: Queryable, { moveId }: { moveId: string }): Promise<LeaseMoveFacts | null> {
  const [row] = await db.query<LeaseMoveFacts>(`select ${facts} from lease_moves m ${joins} where m.move_id = $1`, [moveId])
  return row ?? null
}
