import type { Queryable } from '../client/queryable.ts'
import { holdsGpusNow } from './holdsGpusNow.ts'

/** What is registered in one area: the world, a region, or a place of a region; of one class there, or of all where `classId` is null. */
export interface NetworkAreaRow {
  kind: 'world' | 'region' | 'place'
  regionId: number | null
  country: string | null
  city: string | null
  latitude: number | null
  longitude: number | null
  classId: number | null
  nodes: number
  simulatedNodes: number
  gpus: number
  rentedGpus: number
  providers: number
}

/**
 * Nodes that are not retired, counted for each area and each class of it, at a second of the block clock. Reads every node and the leases that run:
 * keep the answer. Index: leases (state, end_at). Takes no lock.
 */
export async function listNetworkAreas(db: Queryable, { now }: { now: bigint }): Promise<NetworkAreaRow[]> {
  return db.query<NetworkAreaRow>(
    `with rented as (select node_id, sum(gpus) as gpus from leases where ${holdsGpusNow} group by node_id)
     select case when grouping(n.region_id) = 1 then 'world' when grouping(f.country) = 1 then 'region' else 'place' end as kind,
       n.region_id as "regionId", f.country, f.city, avg(f.latitude) as latitude, avg(f.longitude) as longitude, n.class_id as "classId",
       count(*)::int as nodes, (count(*) filter (where f.simulated))::int as "simulatedNodes", sum(n.gpus)::int as gpus,
       sum(least(coalesce(r.gpus, 0), n.gpus))::int as "rentedGpus", count(distinct n.provider)::int as providers
     from chain_nodes n left join node_profiles f on f.node_id = n.node_id left join rented r on r.node_id = n.node_id
     where not n.retired
     group by grouping sets ((), (n.class_id), (n.region_id), (n.region_id, n.class_id), (n.region_id, f.country, f.city), (n.region_id, f.country, f.city, n.class_id))
     order by sum(n.gpus) desc`,
    [now],
  )
}
