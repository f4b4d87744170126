// Leases that were lost with their node. The API (role infinitio_api) writes the table `lost_leases`.
import { rowOf } from '../client/columns.ts'
import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { leaseColumns, type LeaseRow, leaseRow } from '../projections/leases.ts'

/**
 * SQL condition on a row of `leases`: the lease was marked as lost, because its node did not respond. It then is no longer a lease that the node should run,
 * and the gateway connects nobody to it. Index: lost_leases (lease_id, bid_hash).
 */
export const wasLost = 'exists (select from lost_leases x where x.lease_id = leases.lease_id and x.bid_hash = leases.bid_hash)'

const insertedLosses = statement(
  rowOf({ lease_id: tables.lost_leases.lease_id }),
  `insert into lost_leases (lease_id, bid_hash, node_id, since)
   select lease_id, bid_hash, node_id, $2::bigint from leases
   where node_id = $1 and end_at > $3::bigint
     and (state = 'active' or (state = 'booked' and start_at <= greatest($3::bigint, settled_at)))
   on conflict do nothing returning lease_id`,
)

/**
 * Marks the current leases of a node as lost: active leases, and booked leases that have started. Leases that start later do not change. `since` is the time
 * from which the node was silent, and `chainNow` is the block clock, both in Unix seconds. A lease that settled in a block newer than `chainNow` counts as
 * started if its start is not later than that block. A lease that was already marked keeps its earlier time. Returns the ids of the leases that this call
 * marked. Wakes the worker. Index: leases (node_id, state).
 */
export async function insertLostLeases(
  tx: Queryable,
  { nodeId, since, chainNow }: { nodeId: string; since: bigint; chainNow: bigint },
): Promise<bigint[]> {
  const rows = await insertedLosses.rows(tx, [nodeId, since, chainNow])
  if (rows.length > 0) await notify(tx, ['relays'])
  return rows.map((row) => row.lease_id)
}

/** Returns true if a lease was lost with its node. Index: leases (lease_id), lost_leases (lease_id, bid_hash). Takes no lock. */
export async function isLeaseLost(db: Queryable, { leaseId }: { leaseId: bigint }): Promise<boolean> {
  return (await db.query(`select from leases where lease_id = $1 and ${wasLost}`, [leaseId])).length > 0
}

const leasesLost = statement(
  leaseRow,
  `select ${leaseColumns} from leases where node_id = any($1) and state in ('booked', 'active', 'ended') and ${wasLost} order by lease_id`,
)

/**
 * Returns leases that were lost with these nodes and are not closed yet, oldest first. Index: leases (node_id, state), lost_leases (lease_id, bid_hash). Takes
 * no lock.
 */
export async function listLostLeases(db: Queryable, { nodeIds }: { nodeIds: readonly string[] }): Promise<LeaseRow[]> {
  return leasesLost.rows(db, [nodeIds])
}
