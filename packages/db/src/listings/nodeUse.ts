// A node's past hours: the seconds in which it responded, and its leases. The API reads `node_hours`, which it writes, and `leases`, which the follower fills
// from the chain.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const nodeHourRow = rowOf({ hour: tables.node_hours.hour, seconds: tables.node_hours.seconds })

/** The seconds of one Unix hour in which a node responded. */
export type NodeHourRow = RowOf<typeof nodeHourRow>

const hoursOfNode = statement(
  nodeHourRow,
  'select hour, seconds from node_hours where hour = any(array(select generate_series($2::bigint, $3::bigint))) and node_id = $1 order by hour',
)

/** Returns the seconds in which a node responded, for each hour that has any, from `fromHour` to `toHour` (hours since 1970, both included). Index: node_hours (hour, node_id). Takes no lock. */
export async function listNodeHours(
  db: Queryable,
  { nodeId, fromHour, toHour }: { nodeId: string; fromHour: bigint; toHour: bigint },
): Promise<NodeHourRow[]> {
  return hoursOfNode.rows(db, [nodeId, fromHour, toHour])
}

const leaseSpanRow = rowOf({ startAt: tables.leases.start_at, endAt: tables.leases.end_at, gpus: tables.leases.gpus })

/** Start and end of a lease on a node, in Unix seconds, and its number of GPUs. The end of an active lease is the time until which the renter has paid. */
export type LeaseSpanRow = RowOf<typeof leaseSpanRow>

const spansOfNode = statement(
  leaseSpanRow,
  `select start_at as "startAt", end_at as "endAt", gpus from leases
   where node_id = $1 and end_at > $2 and start_at < $3 order by end_at desc limit $4`,
)

/** Returns the leases of a node that overlap a time span, the latest first. Index: leases (node_id, state). Takes no lock. */
export async function listLeaseSpans(
  db: Queryable,
  { nodeId, after, before, limit }: { nodeId: string; after: bigint; before: bigint; limit: number },
): Promise<LeaseSpanRow[]> {
  return spansOfNode.rows(db, [nodeId, after, before, limit])
}
