import type { Queryable } from '../client/queryable.ts'

/** Where a node is counted: its provider, class and region as registered. */
export type NodePlaceRow = {
  readonly nodeId: string
  readonly provider: string
  readonly classId: number
  readonly className: string | null
  readonly regionId: number
  readonly regionName: string | null
  readonly registeredAt: bigint
}

/** The places of nodes, in the order in which they were registered. Index: chain_nodes (node_id). Takes no lock. */
export async function listNodePlaces(db: Queryable, { nodeIds }: { nodeIds: readonly string[] }): Promise<NodePlaceRow[]> {
  return db.query<NodePlaceRow>(
    `select node_id as "nodeId", provider, class_id as "classId", chain_classes.name as "className", region_id as "regionId",
       chain_regions.name as "regionName", registered_at as "registeredAt"
     from chain_nodes left join chain_classes using (class_id) left join chain_regions using (region_id)
     where node_id = any($1) order by registered_at, node_id`,
    [nodeIds],
  )
}
