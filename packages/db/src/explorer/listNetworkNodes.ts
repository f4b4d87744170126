import type { Queryable } from '../client/queryable.ts'
import type { NodeState } from '@infinitio/domain'
import { nodeStateColumn } from '../nodes.ts'
import { holdsGpusNow } from './holdsGpusNow.ts'

/** Which nodes: null leaves a filter out, an empty country or city is none told. They come in the order of their ids, those after `afterNodeId`. */
export interface NetworkNodeFilter {
  now: bigint
  regionId: number | null
  country: string | null
  city: string | null
  provider: string | null
  afterNodeId: string | null
  limit: number
}

/** One registered node, retired or not. */
export interface NetworkNodeRow {
  nodeId: string
  name: string | null
  simulated: boolean | null
  provider: string
  className: string | null
  regionName: string | null
  country: string | null
  city: string | null
  gpus: number
  rentedGpus: number
  state: NodeState
  retired: boolean
}

/**
 * Registered nodes by their ids. Index: chain_nodes (node_id), (region_id, node_id) or (provider), leases (node_id, state). The nodes of a city are looked
 * for among those of its region, where one is named. Takes no lock.
 */
export async function listNetworkNodes(db: Queryable, filter: NetworkNodeFilter): Promise<NetworkNodeRow[]> {
  const { now, regionId, country, city, provider, afterNodeId, limit } = filter
  return db.query<NetworkNodeRow>(
    `select n.node_id as "nodeId", f.name, f.simulated, n.provider, c.name as "className", r.name as "regionName", f.country, f.city, n.gpus, n.retired,
       least(n.gpus, coalesce(l.gpus, 0))::int as "rentedGpus", ${nodeStateColumn} as state
     from chain_nodes n
     left join node_profiles f on f.node_id = n.node_id left join node_heartbeats h on h.node_id = n.node_id
     left join chain_classes c on c.class_id = n.class_id left join chain_regions r on r.region_id = n.region_id
     left join lateral (select sum(gpus) as gpus from leases where node_id = n.node_id and ${holdsGpusNow}) l on true
     where ($2::int is null or n.region_id = $2) and ($3::text is null or coalesce(f.country, '') = $3) and ($4::text is null or coalesce(f.city, '') = $4)
       and ($5::text is null or n.provider = $5) and ($6::text is null or n.node_id > $6)
     order by n.node_id limit $7`,
    [now, regionId, country, city, provider, afterNodeId, limit],
  )
}
