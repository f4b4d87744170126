import type { Queryable } from '../client/queryable.ts'

/** Ids of registered nodes in their order, from behind one on. Index: chain_nodes (node_id). Takes no lock. */
export async function listNodeIds(db: Queryable, { after, limit }: { after: string; limit: number }): Promise<string[]> {
  const rows = await db.query<{ nodeId: string }>('select node_id as "nodeId" from chain_nodes where node_id > $1 order by node_id limit $2', [
    after,
    limit,
  ])
  return rows.map(({ nodeId }) => nodeId)
}
