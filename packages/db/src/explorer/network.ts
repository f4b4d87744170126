// Counts the nodes of the network by area. The API reads `chain_nodes` and `leases`, which the follower fills from the chain, and `node_profiles`, which the
// API itself writes.
import { nodeStates } from '@infinitio/domain'
import { nullable, oneOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { nodeStateColumn } from '../nodes.ts'

/** SQL condition for a lease that holds GPUs at the second `$1` of the block clock. Index: leases (state, end_at) or (node_id, state). */
const holdsGpusNow = "state in ('booked', 'active') and start_at <= $1 and end_at > $1"

const networkAreaRow = rowOf({
  kind: oneOf('text', ['world', 'region', 'place']),
  regionId: nullable(tables.chain_nodes.region_id),
  country: tables.node_profiles.country,
  city: tables.node_profiles.city,
  latitude: 'float8?',
  longitude: 'float8?',
  classId: nullable(tables.chain_nodes.class_id),
  nodes: 'int4',
  simulatedNodes: 'int4',
  gpus: 'int4',
  rentedGpus: 'int4',
  providers: 'int4',
})

/**
 * The numbers of registered nodes in one area: the world, a region, or a location in a region. Retired nodes do not count. If `classId` is not null, only nodes
 * of that class count.
 */
export type NetworkAreaRow = RowOf<typeof networkAreaRow>

const networkAreas = statement(
  networkAreaRow,
  `with rented as (select node_id, sum(gpus) as gpus from leases where ${holdsGpusNow} group by node_id)
   select case when grouping(n.region_id) = 1 then 'world' when grouping(f.country) = 1 then 'region' else 'place' end as kind,
     n.region_id as "regionId", f.country, f.city, avg(f.latitude) as latitude, avg(f.longitude) as longitude, n.class_id as "classId",
     count(*)::int as nodes, (count(*) filter (where f.simulated))::int as "simulatedNodes", sum(n.gpus)::int as gpus,
     sum(least(coalesce(r.gpus, 0), n.gpus))::int as "rentedGpus", count(distinct n.provider)::int as providers
   from chain_nodes n left join node_profiles f on f.node_id = n.node_id left join rented r on r.node_id = n.node_id
   where not n.retired
   group by grouping sets ((), (n.class_id), (n.region_id), (n.region_id, n.class_id), (n.region_id, f.country, f.city), (n.region_id, f.country, f.city, n.class_id))
   order by sum(n.gpus) desc`,
)

/**
 * Counts nodes that are not retired, for each area and class, at a second of the block clock. It reads every node and all current leases, so the
 * caller should cache the answer. Index: leases (state, end_at). Takes no lock.
 */
export async function listNetworkAreas(db: Queryable, { now }: { now: bigint }): Promise<NetworkAreaRow[]> {
  return networkAreas.rows(db, [now])
}

/**
 * Filters of nodes. A filter that is null is not used. An empty country or city selects nodes whose agent reported none. The result is sorted by node id and
 * begins after `afterNodeId`.
 */
export interface NetworkNodeFilter {
  now: bigint
  regionId: number | null
  country: string | null
  city: string | null
  provider: string | null
  afterNodeId: string | null
  limit: number
}

const networkNodeRow = rowOf({
  nodeId: tables.chain_nodes.node_id,
  name: nullable(tables.node_profiles.name),
  simulated: nullable(tables.node_profiles.simulated),
  provider: tables.chain_nodes.provider,
  className: nullable(tables.chain_classes.name),
  regionName: nullable(tables.chain_regions.name),
  country: tables.node_profiles.country,
  city: tables.node_profiles.city,
  gpus: tables.chain_nodes.gpus,
  rentedGpus: 'int4',
  tier: tables.chain_nodes.tier,
  state: oneOf('text', nodeStates),
  retired: tables.chain_nodes.retired,
})

/** One registered node, retired or not. */
export type NetworkNodeRow = RowOf<typeof networkNodeRow>

const networkNodes = statement(
  networkNodeRow,
  `select n.node_id as "nodeId", f.name, f.simulated, n.provider, c.name as "className", r.name as "regionName", f.country, f.city, n.gpus, n.tier, n.retired,
     least(n.gpus, coalesce(l.gpus, 0))::int as "rentedGpus", ${nodeStateColumn} as state
   from chain_nodes n
   left join node_profiles f on f.node_id = n.node_id left join node_heartbeats h on h.node_id = n.node_id
   left join chain_classes c on c.class_id = n.class_id left join chain_regions r on r.region_id = n.region_id
   left join lateral (select sum(gpus) as gpus from leases where node_id = n.node_id and ${holdsGpusNow}) l on true
   where ($2::int is null or n.region_id = $2) and ($3::text is null or coalesce(f.country, '') = $3) and ($4::text is null or coalesce(f.city, '') = $4)
     and ($5::text is null or n.provider = $5) and ($6::text is null or n.node_id > $6)
   order by n.node_id limit $7`,
)

/**
 * Returns registered nodes in the order of their ids. Index: chain_nodes (node_id), (region_id, node_id) or (provider), leases (node_id, state). A
 * city filter searches only the filter's region, if there is one. Takes no lock.
 */
export async function listNetworkNodes(db: Queryable, filter: NetworkNodeFilter): Promise<NetworkNodeRow[]> {
  const { now, regionId, country, city, provider, afterNodeId, limit } = filter
  return networkNodes.rows(db, [now, regionId, country, city, provider, afterNodeId, limit])
}
