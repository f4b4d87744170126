import type { Queryable } from '../client/queryable.ts'
import type { Isolation, NodeState } from '@infinitio/domain'
import { nodeStateColumn } from '../nodes.ts'
import type { ChainNodeRow } from '../projections/chainNodes.ts'

/** One registered node with all that decides whether and how it is shown. `ask*` are null without an open public ask. */
export interface MarketNodeRow extends Omit<ChainNodeRow, 'nodeKey' | 'boxKey' | 'updatedBlock'> {
  listed: boolean
  name: string | null
  simulated: boolean | null
  country: string | null
  city: string | null
  latitude: number | null
  longitude: number | null
  cpuModel: string | null
  gpuModel: string | null
  runtime: string | null
  isolation: Isolation | null
  lastSeenAt: Date | null
  state: NodeState
  askHash: string | null
  askJson: string | null
  askCreatedAtMs: bigint | null
  completedLeases: bigint
  activeLeases: bigint
  /** From when a lease could be ready, its settle or its later start, to when it was. */
  medianReadySeconds: number | null
}

/**
 * These nodes, each with its newest open ask for anyone; those that are not registered are missing. Index: chain_nodes (node_id), book_orders
 * (node_id, price_per_gpu_second, created_seq) of open asks, leases (node_id, state). Takes no lock.
 * "is true" keeps the account out of the choice of an index: without statistics all orders of a provider of thousands were read for each node.
 */
export async function listMarketNodes(db: Queryable, { nodeIds }: { nodeIds: readonly string[] }): Promise<MarketNodeRow[]> {
  return db.query<MarketNodeRow>(
    `select n.node_id as "nodeId", n.provider, n.host_key as "hostKey", n.class_id as "classId", n.region_id as "regionId", n.gpus, n.vram_gib as "vramGib",
       n.cpu_cores as "cpuCores", n.ram_gib as "ramGib", n.disk_gib as "diskGib", n.network_mbps as "networkMbps", n.tier, n.reliability_bps as "reliabilityBps",
       n.retired, n.registered_at as "registeredAt", coalesce(p.listed, false) and b.code is distinct from 'node.delisted' as listed, f.name, f.simulated, f.country, f.city, f.latitude, f.longitude,
       f.cpu_model as "cpuModel", f.gpu_model as "gpuModel", f.runtime, f.isolation, h.last_seen_at as "lastSeenAt", ${nodeStateColumn} as state,
       a.order_hash as "askHash", a.order_json as "askJson", a.created_at_ms as "askCreatedAtMs",
       coalesce(l.completed, 0) as "completedLeases", coalesce(l.active, 0) as "activeLeases", l.median_ready::float8 as "medianReadySeconds"
     from chain_nodes n
     left join chain_providers p on p.provider = n.provider
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
    [nodeIds],
  )
}
