import type { Queryable } from '../client/queryable.ts'

/** Records that a node's tunnel came up. `id` is drawn by the gateway, so sending it again is harmless. Takes no lock. */
export async function openTunnel(
  db: Queryable,
  { id, nodeId, gatewayId, connectedAt }: { id: string; nodeId: string; gatewayId: string; connectedAt: Date },
): Promise<void> {
  await db.query(
    `insert into tunnels (id, node_id, gateway_id, connected_at, last_seen_at) values ($1, $2, $3, $4, $4) on conflict (id) do nothing`,
    [id, nodeId, gatewayId, connectedAt],
  )
}
