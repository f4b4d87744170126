import type { Queryable } from '../client/queryable.ts'

/** Which of these nodes a gateway has a tunnel to, seen since `from`. Index: tunnels (node_id, closed_at). Takes no lock. */
export async function listNodesWithTunnel(db: Queryable, { nodeIds, from }: { nodeIds: readonly string[]; from: Date }): Promise<string[]> {
  const rows = await db.query<{ node_id: string }>(
    'select distinct node_id from tunnels where node_id = any($1::text[]) and closed_at is null and last_seen_at >= $2',
    [nodeIds, from],
  )
  return rows.map(({ node_id }) => node_id)
}
