import type { Queryable } from '../client/queryable.ts'

/** A tunnel of a node since when it stands, or when it was lost. Nodes of one provider share a fault. */
export interface TunnelDrop {
  gatewayId: string
  nodeId: string
  provider: string
  connectedAt: Date
  droppedAt: Date | null
}

/**
 * The tunnels that stood at some time of the last `withinSeconds`, of all gateways. One that its gateway has not spoken of for `silentAfterSeconds` was lost when it last did. Nothing at all while no node is due to be
 * given up, which is asked first: this reads every tunnel that stands. Index: node_heartbeats (silent, last_seen_at), tunnels (gateway_id, closed_at). Takes no lock.
 */
export async function listTunnelDrops(
  db: Queryable,
  { withinSeconds, silentAfterSeconds, lostAfterSeconds }: { withinSeconds: number; silentAfterSeconds: number; lostAfterSeconds: number },
): Promise<TunnelDrop[]> {
  return db.query<TunnelDrop>(
    `select t.gateway_id as "gatewayId", t.node_id as "nodeId", n.provider, t.connected_at as "connectedAt",
       coalesce(t.closed_at, case when t.last_seen_at < now() - make_interval(secs => $2) then t.last_seen_at end) as "droppedAt"
     from tunnels t join chain_nodes n on n.node_id = t.node_id
     where (t.closed_at is null and t.last_seen_at >= now() - make_interval(secs => $1) or t.closed_at >= now() - make_interval(secs => $1))
       and exists (select from node_heartbeats h where h.silent and h.last_seen_at <= now() - make_interval(secs => $3)
         and (h.lost_at is null or h.lost_at < h.last_seen_at))`,
    [withinSeconds, silentAfterSeconds, lostAfterSeconds],
  )
}
