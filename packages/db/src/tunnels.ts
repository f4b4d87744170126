// Tunnels of nodes. The gateway (role infinitio_gateway) writes the table `tunnels`; the API reads it.
import { rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

/** A tunnel of a node that opened. `site` is a keyed hash of the network from which the node connected; null if the network is not public. */
type OpenedTunnel = { id: string; nodeId: string; gatewayId: string; connectedAt: Date; site?: string | null }

/** Stores that a node's tunnel opened. The gateway chooses `id`, so a repeated call changes nothing. Takes no lock. */
export async function openTunnel(db: Queryable, { id, nodeId, gatewayId, connectedAt, site = null }: OpenedTunnel): Promise<void> {
  await db.query(
    `insert into tunnels (id, node_id, gateway_id, connected_at, last_seen_at, site) values ($1, $2, $3, $4, $4, $5) on conflict (id) do nothing`,
    [id, nodeId, gatewayId, connectedAt, site],
  )
}

/** Stores that these tunnels are still open, in one statement. Index: tunnels (id). */
export async function touchTunnels(db: Queryable, { ids, seenAt }: { ids: readonly string[]; seenAt: Date }): Promise<void> {
  await db.query('update tunnels set last_seen_at = $2 where id = any($1::uuid[]) and closed_at is null', [ids, seenAt])
}

/** Stores that a tunnel closed. Safe to repeat. Index: tunnels (id). */
export async function closeTunnel(db: Queryable, { id, closedAt }: { id: string; closedAt: Date }): Promise<void> {
  await db.query('update tunnels set closed_at = $2, last_seen_at = $2 where id = $1 and closed_at is null', [id, closedAt])
}

/**
 * Closes the tunnels and connections that are still open in the tables because this gateway was killed. A tunnel gets the time of its last report as its end,
 * and a connection the present time. Index: tunnels (gateway_id, closed_at).
 */
export async function closeGatewayTunnels(db: Queryable, { gatewayId, closedAt }: { gatewayId: string; closedAt: Date }): Promise<void> {
  await db.query('update tunnels set closed_at = last_seen_at where gateway_id = $1 and closed_at is null', [gatewayId])
  await db.query('update connections set closed_at = $2 where gateway_id = $1 and closed_at is null', [gatewayId, closedAt])
}

const nodesWithTunnel = statement(
  rowOf({ node_id: tables.tunnels.node_id }),
  'select distinct node_id from tunnels where node_id = any($1::text[]) and closed_at is null and last_seen_at >= $2',
)

/** Lists the nodes with an open tunnel that a gateway reported since `from`. Index: tunnels (node_id, closed_at). Takes no lock. */
export async function listNodesWithTunnel(db: Queryable, { nodeIds, from }: { nodeIds: readonly string[]; from: Date }): Promise<string[]> {
  const rows = await nodesWithTunnel.rows(db, [nodeIds, from])
  return rows.map(({ node_id }) => node_id)
}

const tunnelDropParts = {
  gatewayId: tables.tunnels.gateway_id,
  nodeId: tables.tunnels.node_id,
  provider: tables.chain_nodes.provider,
  site: tables.tunnels.site,
  connectedAt: tables.tunnels.connected_at,
  droppedAt: 'timestamptz?',
} as const
const tunnelDropRow = rowOf(tunnelDropParts)

/**
 * A tunnel of a node, with the times at which it opened and was lost. The row also has the node's provider and its site (network), because the nodes of one
 * provider or site may fail together.
 */
export type TunnelDrop = RowOf<typeof tunnelDropRow>

const tunnelDrops = statement(
  tunnelDropRow,
  `select t.gateway_id as "gatewayId", t.node_id as "nodeId", n.provider, t.site, t.connected_at as "connectedAt",
     coalesce(t.closed_at, case when t.last_seen_at < now() - make_interval(secs => $2) then t.last_seen_at end) as "droppedAt"
   from tunnels t join chain_nodes n on n.node_id = t.node_id
   where (t.closed_at is null and t.last_seen_at >= now() - make_interval(secs => $1) or t.closed_at >= now() - make_interval(secs => $1))
     and exists (select from node_heartbeats h where h.silent and h.last_seen_at <= now() - make_interval(secs => $3)
       and (h.lost_at is null or h.lost_at < h.last_seen_at))`,
)

/**
 * Lists the tunnels of all gateways that were open at some time in the last `withinSeconds`. A tunnel that its gateway has not reported for
 * `silentAfterSeconds` counts as lost since the last report. The list is empty if no node may become lost (silent for `lostAfterSeconds`): then the query need
 * not read every open tunnel. Index: node_heartbeats (silent, last_seen_at), tunnels (gateway_id, closed_at). Takes no lock.
 */
export async function listTunnelDrops(
  db: Queryable,
  { withinSeconds, silentAfterSeconds, lostAfterSeconds }: { withinSeconds: number; silentAfterSeconds: number; lostAfterSeconds: number },
): Promise<TunnelDrop[]> {
  return tunnelDrops.rows(db, [withinSeconds, silentAfterSeconds, lostAfterSeconds])
}

const tunnelAroundRow = rowOf({ ...tunnelDropParts, heardAt: 'timestamptz?' })

/**
 * A tunnel of a node at a moment, with the time of the node's last heartbeat. `heardAt` is null for a node without a heartbeat, and for a node that counted as
 * lost after it had this tunnel: its heartbeats after its return say nothing about the time before.
 */
export type TunnelAround = RowOf<typeof tunnelAroundRow>

const tunnelsAround = statement(
  tunnelAroundRow,
  `select t.gateway_id as "gatewayId", t.node_id as "nodeId", n.provider, t.site, t.connected_at as "connectedAt",
     case when t.closed_at <= $1 then t.closed_at when t.closed_at is null and t.last_seen_at < $1::timestamptz - make_interval(secs => $3) then t.last_seen_at
     end as "droppedAt",
     case when h.lost_at is null or h.lost_at < coalesce(t.closed_at, t.last_seen_at) then h.last_seen_at end as "heardAt"
   from tunnels t join chain_nodes n on n.node_id = t.node_id left join node_heartbeats h on h.node_id = t.node_id
   where t.connected_at <= $1 and coalesce(t.closed_at, t.last_seen_at) >= $1::timestamptz - make_interval(secs => $2)`,
)

/**
 * Lists the tunnels of all gateways that were open at some time in the `withinSeconds` before the moment `at`. They show which party caused a fault. A tunnel
 * that its gateway did not report for `silentAfterSeconds` before `at` counts as lost since the last report, and a tunnel that closed after `at` as open. `at`
 * must not be in the future, because then tunnels that work would count as lost. Index: tunnels_end_idx, node_heartbeats (node_id). Takes no lock.
 */
export async function listTunnelsAround(
  db: Queryable,
  { at, withinSeconds, silentAfterSeconds }: { at: Date; withinSeconds: number; silentAfterSeconds: number },
): Promise<TunnelAround[]> {
  return tunnelsAround.rows(db, [at, withinSeconds, silentAfterSeconds])
}
