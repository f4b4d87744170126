// Nodes with their newest asks. The API reads `chain_nodes`, `chain_accounts`, `book_orders` and `leases`, and the tables `node_profiles` and
// `delegate_statements`, which it writes itself.
import { isolationLevels, nodeStates } from '@infinitio/domain'
import { nullable, oneOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { nodeStateColumn } from '../nodes.ts'

const { chain_nodes: nodes, node_profiles: profiles, book_orders: orders } = tables

const marketNodeRow = rowOf({
  nodeId: nodes.node_id,
  provider: nodes.provider,
  providerName: 'text?',
  providerBonded: 'numeric',
  hostKey: nodes.host_key,
  classId: nodes.class_id,
  regionId: nodes.region_id,
  gpus: nodes.gpus,
  vramGib: nodes.vram_gib,
  cpuCores: nodes.cpu_cores,
  ramGib: nodes.ram_gib,
  diskGib: nodes.disk_gib,
  networkMbps: nodes.network_mbps,
  tier: nodes.tier,
  reliabilityBps: nodes.reliability_bps,
  retired: nodes.retired,
  registeredAt: nodes.registered_at,
  listed: 'bool',
  name: nullable(profiles.name),
  simulated: nullable(profiles.simulated),
  country: profiles.country,
  city: profiles.city,
  latitude: profiles.latitude,
  longitude: profiles.longitude,
  cpuModel: profiles.cpu_model,
  gpuModel: profiles.gpu_model,
  /** The link between the machine's GPUs (such as NVLink), as the machine reports it. */
  gpuLink: 'text?',
  runtime: nullable(profiles.runtime),
  isolation: oneOf(nullable(profiles.isolation), isolationLevels),
  lastSeenAt: nullable(tables.node_heartbeats.last_seen_at),
  lostGpus: nullable(tables.node_heartbeats.lost_gpus),
  state: oneOf('text', nodeStates),
  askHash: nullable(orders.order_hash),
  askJson: nullable(orders.order_json),
  askCreatedAtMs: nullable(orders.created_at_ms),
  completedLeases: 'int8',
  activeLeases: 'int8',
  /** Median number of seconds until a lease was ready. The time counts from the lease's settlement or, if that is later, from its start. */
  medianReadySeconds: 'float8?',
})

/** One registered node with all data that its listing shows. The fields that begin with `ask` are null if the node has no open public ask. */
export type MarketNodeRow = RowOf<typeof marketNodeRow>

const allMarketNodes = statement(
  marketNodeRow,
  `select n.node_id as "nodeId", n.provider, nullif(s.name, '') as "providerName", coalesce(c.bonded, 0) as "providerBonded", n.host_key as "hostKey", n.class_id as "classId", n.region_id as "regionId", n.gpus, n.vram_gib as "vramGib",
     n.cpu_cores as "cpuCores", n.ram_gib as "ramGib", n.disk_gib as "diskGib", n.network_mbps as "networkMbps", n.tier, n.reliability_bps as "reliabilityBps",
     n.retired, n.registered_at as "registeredAt", coalesce(p.listed, false) and b.code is distinct from 'node.delisted' as listed, f.name, f.simulated, f.country, f.city, f.latitude, f.longitude,
     f.cpu_model as "cpuModel", f.gpu_model as "gpuModel", f.report::json ->> 'gpuLink' as "gpuLink", f.runtime, f.isolation, h.last_seen_at as "lastSeenAt", h.lost_gpus as "lostGpus", ${nodeStateColumn} as state,
     a.order_hash as "askHash", a.order_json as "askJson", a.created_at_ms as "askCreatedAtMs",
     coalesce(l.completed, 0) as "completedLeases", coalesce(l.active, 0) as "activeLeases", l.median_ready::float8 as "medianReadySeconds"
   from chain_nodes n
   left join chain_providers p on p.provider = n.provider
   left join chain_accounts c on c.account = n.provider
   left join delegate_statements s on s.account = n.provider
   left join book_nodes b on b.node_id = n.node_id
   left join node_profiles f on f.node_id = n.node_id
   left join node_heartbeats h on h.node_id = n.node_id
   left join lateral (
     select order_hash, order_json, created_at_ms from book_orders
     where node_id = n.node_id and kind = 'ask' and state = 'open' and (account = n.provider) is true
       and order_json::json ->> 'privateRenter' = '0x0000000000000000000000000000000000000000'
     order by created_seq desc limit 1) a on true
   left join (
     select node_id, count(*) filter (where state = 'closed') as completed, count(*) filter (where state in ('booked', 'active')) as active,
       percentile_cont(0.5) within group (order by ready_at - greatest(settled_at, start_at)) as median_ready
     from leases where node_id = any($1) group by node_id) l on l.node_id = n.node_id
   where n.node_id = any($1)`,
)

/**
 * From the given nodes, returns those that are registered, each with its newest open public ask. The condition `is true` prevents the use of an index on the
 * account: without statistics, Postgres would read all orders of a large provider for each of its nodes. Index: chain_nodes (node_id), chain_accounts
 * (account), delegate_statements (account), book_orders (node_id, price_per_gpu_second, created_seq) of open asks, leases (node_id, state). Takes no lock.
 */
export async function listMarketNodes(db: Queryable, { nodeIds }: { nodeIds: readonly string[] }): Promise<MarketNodeRow[]> {
  return allMarketNodes.rows(db, [nodeIds])
}

const allNodeIds = statement(
  rowOf({ nodeId: tables.chain_nodes.node_id }),
  'select node_id as "nodeId" from chain_nodes where node_id > $1 order by node_id limit $2',
)

/** Returns up to `limit` ids of registered nodes that come after the id `after`, in order. Index: chain_nodes (node_id). Takes no lock. */
export async function listNodeIds(db: Queryable, { after, limit }: { after: string; limit: number }): Promise<string[]> {
  const rows = await allNodeIds.rows(db, [after, limit])
  return rows.map(({ nodeId }) => nodeId)
}

/** The ids in a journal row from which the affected nodes can be found: ids of nodes, providers, asks, holds and leases. */
export type NamesOfNodes = {
  readonly nodes: readonly string[]
  readonly providers: readonly string[]
  readonly orders: readonly string[]
  readonly holds: readonly string[]
  readonly leases: readonly bigint[]
}

const nodesNamed = statement(
  rowOf({ nodeId: 'text' }),
  `select unnest($1::text[]) as "nodeId"
   union select node_id from chain_nodes where provider = any($2)
   union select node_id from book_orders where order_hash = any($3) and kind = 'ask'
   union select node_id from holds where hold_id = any($4) and node_id is not null
   union select node_id from leases where lease_id = any($5)`,
)

/**
 * Returns the ids of all nodes that the given ids of nodes, providers, orders, holds and leases concern, each once. Bids concern no node. The result can
 * contain ids of nodes that are not registered. Index: the primary keys, chain_nodes (provider). Takes no lock.
 */
export async function listNodesNamed(db: Queryable, { nodes, providers, orders, holds, leases }: NamesOfNodes): Promise<string[]> {
  const rows = await nodesNamed.rows(db, [nodes, providers, orders, holds, leases])
  return rows.map(({ nodeId }) => nodeId)
}

const fleetNodeRow = rowOf({
  nodeId: tables.chain_nodes.node_id,
  name: nullable(tables.node_profiles.name),
  gpus: tables.chain_nodes.gpus,
  availableFrom: 'int8?',
  availableUntil: 'int8?',
})

/** A provider's node with the hours for which its newest open ask offers it; the hours are null if the node has no open ask. */
export type FleetNodeRow = RowOf<typeof fleetNodeRow>

const nodesOfProvider = statement(
  fleetNodeRow,
  `select n.node_id as "nodeId", p.name, n.gpus, (a.ask ->> 'availableFrom')::bigint as "availableFrom", (a.ask ->> 'availableUntil')::bigint as "availableUntil"
   from (select * from chain_nodes where provider = $1 and not retired and ($2::text is null or node_id > $2) order by node_id limit $3) n
   left join node_profiles p on p.node_id = n.node_id
   left join lateral (
     select o.order_json::json as ask from book_orders o where o.node_id = n.node_id and o.kind = 'ask' and o.state = 'open' order by o.created_seq desc limit 1) a on true
   order by n.node_id`,
)

/**
 * Returns a provider's nodes that are not retired, in the order of their ids, from the first id after `afterNodeId`. Indexes: chain_nodes (provider),
 * book_orders_open_asks_idx. Takes no lock.
 */
export async function listFleetNodes(
  db: Queryable,
  { provider, afterNodeId, limit }: { provider: string; afterNodeId: string | null; limit: number },
): Promise<FleetNodeRow[]> {
  return nodesOfProvider.rows(db, [provider, afterNodeId, limit])
}

const pricesOfNode = statement(
  rowOf({ atMs: tables.book_orders.created_at_ms, pricePerGpuSecond: tables.book_orders.price_per_gpu_second }),
  `select created_at_ms as "atMs", price_per_gpu_second as "pricePerGpuSecond" from book_orders
   where node_id = $1 and kind = 'ask' and state <> 'rejected' order by created_seq desc limit $2`,
)

/** Returns the prices that a node asked over time, newest first. Index: book_orders (node_id, created_seq) of asks. Takes no lock. */
export async function listPriceHistory(
  db: Queryable,
  { nodeId, limit }: { nodeId: string; limit: number },
): Promise<{ atMs: bigint; pricePerGpuSecond: bigint }[]> {
  return pricesOfNode.rows(db, [nodeId, limit])
}
