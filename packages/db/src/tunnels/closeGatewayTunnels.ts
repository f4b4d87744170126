import type { Queryable } from '../client/queryable.ts'

/**
 * Closes what an earlier run of this gateway left open when it was killed: its tunnels at the time they were last seen, its
 * connections now. Index: tunnels (gateway_id, closed_at).
 */
export async function closeGatewayTunnels(db: Queryable, { gatewayId, closedAt }: { gatewayId: string; closedAt: Date }): Promise<void> {
  await db.query('update tunnels set closed_at = last_seen_at where gateway_id = $1 and closed_at is null', [gatewayId])
  await db.query('update connections set closed_at = $2 where gateway_id = $1 and closed_at is null', [gatewayId, closedAt])
}
