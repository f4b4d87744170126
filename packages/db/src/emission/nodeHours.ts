// Hours in which nodes were reachable. The API (role infinitio_api) writes the tables `node_hours`, `node_hours_look`, `hour_records` and `market_outages`.
import { nullable, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const secondsSinceLook = statement(
  rowOf({ seconds: 'int4' }),
  'select floor(extract(epoch from now() - looked_at))::int as seconds from node_hours_look where id = 1 for update',
)

/**
 * Adds the time since the last call, but at most `mostSeconds`, to the presence of each node that responds and has an open tunnel. The time counts for the hour
 * `hour`, unless the record of that hour is frozen (can no longer change). A node responds if it is not marked as silent and its last heartbeat is at most
 * `silentAfterSeconds` old. The first call adds nothing. Call it inside a transaction: it locks one row, so that two calls at the same time do not add the same
 * time twice. If the last call was more than `mostSeconds` ago, stores this time as an outage of the market. Index: node_heartbeats (silent, last_seen_at),
 * tunnels (node_id, closed_at), node_hours (hour, node_id).
 */
export async function noteNodeHours(
  tx: Queryable,
  { hour, mostSeconds, silentAfterSeconds }: { hour: bigint; mostSeconds: number; silentAfterSeconds: number },
): Promise<void> {
  await tx.query('insert into node_hours_look (id, looked_at) values (1, now()) on conflict (id) do nothing', [])
  const { seconds: passed } = await secondsSinceLook.only(tx, [])
  if (passed <= 0) return
  const seconds = Math.min(passed, mostSeconds)
  // A gap of more than `mostSeconds` since the last call means that no API server called this function, or that the chain did not respond. So the whole market
  // had an outage.
  if (passed > mostSeconds)
    await tx.query(
      'insert into market_outages (from_at, until_at) select looked_at, now() from node_hours_look where id = 1 on conflict do nothing',
      [],
    )
  // Move the stored time of the last call forward by whole seconds only, so that the rest of a second counts in the next call.
  await tx.query('update node_hours_look set looked_at = looked_at + make_interval(secs => $1) where id = 1', [passed])
  await tx.query(
    `insert into node_hours (hour, node_id, seconds)
     select $1::bigint, h.node_id, $2::int from node_heartbeats h
     where not h.silent and h.last_seen_at >= now() - make_interval(secs => $3)
       and exists (select from tunnels t where t.node_id = h.node_id and t.closed_at is null and t.last_seen_at >= now() - make_interval(secs => $3))
       and not exists (select from hour_records where hour_records.hour = $1)
     order by h.node_id
     on conflict (hour, node_id) do update set seconds = least(3600, node_hours.seconds + excluded.seconds)`,
    [hour, seconds, silentAfterSeconds],
  )
}

const hourLook = statement(
  rowOf({ isRecent: 'bool' }),
  'select looked_at > now() - make_interval(secs => $1) as "isRecent" from node_hours_look where id = 1',
)

/**
 * Returns true if `noteNodeHours` ran within the last `withinSeconds`. Then all earlier outages are stored, because `noteNodeHours` stores them. Takes no lock.
 */
export async function areOutagesStored(db: Queryable, { withinSeconds }: { withinSeconds: number }): Promise<boolean> {
  return (await hourLook.first(db, [withinSeconds]))?.isRecent ?? false
}

/** Freezes a past hour: its counted seconds are stored in the order of node ids and no longer change. Index: node_hours (hour, node_id). */
export async function freezeHour(db: Queryable, { hour }: { hour: bigint }): Promise<void> {
  await db.query(
    `insert into hour_records (hour, record)
     select $1::bigint, coalesce(json_agg(json_build_object('node', node_id, 'seconds', seconds) order by node_id collate "C"), '[]')::text
     from node_hours where hour = $1::bigint
     on conflict (hour) do nothing`,
    [hour],
  )
}

const hourRecordRow = rowOf({ hour: tables.hour_records.hour, record: tables.hour_records.record })

/** The final record of a past hour: a JSON array of nodes, each with the seconds in which it was present. */
export type HourRecordRow = RowOf<typeof hourRecordRow>

const recordsOfHours = statement(hourRecordRow, 'select hour, record from hour_records where hour between $1 and $2 order by hour')

/**
 * Returns the final records of the hours from `first` to `last`, both included, oldest first. Leaves out hours without a final record. Index: hour_records
 * (hour). Takes no lock.
 */
export async function listHourRecords(db: Queryable, { first, last }: { first: bigint; last: bigint }): Promise<HourRecordRow[]> {
  return recordsOfHours.rows(db, [first, last])
}

const nodePlaceRow = rowOf({
  nodeId: tables.chain_nodes.node_id,
  provider: tables.chain_nodes.provider,
  classId: tables.chain_nodes.class_id,
  className: nullable(tables.chain_classes.name),
  regionId: tables.chain_nodes.region_id,
  regionName: nullable(tables.chain_regions.name),
  registeredAt: tables.chain_nodes.registered_at,
})

/** The provider, class and region with which a node is registered. The node's serving time counts for these. */
export type NodePlaceRow = RowOf<typeof nodePlaceRow>

const placesOfNodes = statement(
  nodePlaceRow,
  `select node_id as "nodeId", provider, class_id as "classId", chain_classes.name as "className", region_id as "regionId",
     chain_regions.name as "regionName", registered_at as "registeredAt"
   from chain_nodes left join chain_classes using (class_id) left join chain_regions using (region_id)
   where node_id = any($1) order by registered_at, node_id`,
)

/** Returns the provider, class and region of nodes, in the order in which they were registered. Index: chain_nodes (node_id). Takes no lock. */
export async function listNodePlaces(db: Queryable, { nodeIds }: { nodeIds: readonly string[] }): Promise<NodePlaceRow[]> {
  return placesOfNodes.rows(db, [nodeIds])
}
