import type { Queryable } from '../client/queryable.ts'

/** The keys on chain of registered nodes that are not retired, by node id. Index: chain_nodes (node_id). Takes no lock. */
export async function listNodeKeys(db: Queryable, { nodeIds }: { nodeIds: readonly string[] }): Promise<Map<string, string>> {
  const rows = await db.query<{ node_id: string; node_key: string }>(
    'select node_id, node_key from chain_nodes where node_id = any($1) and not retired',
    [nodeIds],
  )
  return new Map(rows.map((row) => [row.node_id, row.node_key]))
}
