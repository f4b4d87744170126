import type { Queryable } from '../client/queryable.ts'

/** The keys on chain that a renter needs of a registered node: its SSH host key, and the one secrets are sealed to. Index: chain_nodes (node_id). Takes no lock. */
export async function findNodeKeys(db: Queryable, { nodeId }: { nodeId: string }): Promise<{ hostKey: string; boxKey: string } | null> {
  const rows = await db.query<{ hostKey: string; boxKey: string }>(
    'select host_key as "hostKey", box_key as "boxKey" from chain_nodes where node_id = $1',
    [nodeId],
  )
  return rows[0] ?? null
}
