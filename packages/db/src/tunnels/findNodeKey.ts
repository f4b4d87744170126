import type { Queryable } from '../client/queryable.ts'

/** The node key on chain of a live node, lower-case, or null when it is unknown or retired. Index: chain_nodes (node_id). Takes no lock. */
export async function findNodeKey(db: Queryable, { nodeId }: { nodeId: string }): Promise<string | null> {
  const rows = await db.query<{ node_key: string }>('select node_key from chain_nodes where node_id = $1 and not retired', [nodeId])
  return rows[0]?.node_key ?? null
}
