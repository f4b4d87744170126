// Nodes: keys, profiles and heartbeats. The API (role infinitio_api) writes `node_profiles` and `node_heartbeats`; the follower fills `chain_nodes` from the
// chain.
import type { Isolation } from '@infinitio/domain'
import { rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

const keysForRenters = statement(
  rowOf({ hostKey: tables.chain_nodes.host_key, boxKey: tables.chain_nodes.box_key }),
  'select host_key as "hostKey", box_key as "boxKey" from chain_nodes where node_id = $1',
)

/**
 * Returns the two keys of a node that a renter needs, as they are on the chain: the SSH host key, and the key to which secrets are encrypted. Returns null for
 * an unknown node. Index: chain_nodes (node_id). Takes no lock.
 */
export async function findNodeKeys(db: Queryable, { nodeId }: { nodeId: string }): Promise<{ hostKey: string; boxKey: string } | null> {
  return keysForRenters.first(db, [nodeId])
}

const nodeKeys = statement(
  rowOf({ node_id: tables.chain_nodes.node_id, node_key: tables.chain_nodes.node_key }),
  'select node_id, node_key from chain_nodes where node_id = any($1) and not retired',
)

/** Returns the on-chain keys of registered nodes that are not retired, by node id. Index: chain_nodes (node_id). Takes no lock. */
export async function listNodeKeys(db: Queryable, { nodeIds }: { nodeIds: readonly string[] }): Promise<Map<string, string>> {
  const rows = await nodeKeys.rows(db, [nodeIds])
  return new Map(rows.map((row) => [row.node_id, row.node_key]))
}

const nodeKey = statement(rowOf({ node_key: tables.chain_nodes.node_key }), 'select node_key from chain_nodes where node_id = $1 and not retired')

/** Returns a node's on-chain key in lower case; returns null if the node is unknown or retired. Index: chain_nodes (node_id). Takes no lock. */
export async function findNodeKey(db: Queryable, { nodeId }: { nodeId: string }): Promise<string | null> {
  const row = await nodeKey.first(db, [nodeId])
  return row?.node_key ?? null
}

const nodeReport = statement(rowOf({ report: tables.node_profiles.report }), 'select report from node_profiles where node_id = $1')

/** Returns the facts that a machine reports about itself, as JSON, or null. Index: node_profiles (node_id). Takes no lock. */
export async function readNodeReport(db: Queryable, { nodeId }: { nodeId: string }): Promise<string | null> {
  const row = await nodeReport.first(db, [nodeId])
  return row?.report ?? null
}

/** The data of a machine that its agent reports and that the chain does not have. */
export interface NodeProfile {
  nodeId: string
  name: string
  simulated: boolean
  country: string | null
  city: string | null
  latitude: number | null
  longitude: number | null
  cpuModel: string | null
  gpuModel: string | null
  runtime: string
  isolation: Isolation
  /** Facts that the machine reports about itself, as JSON; null without a report. */
  report: string | null
}

/** Stores the profile of a node and replaces the earlier one. Index: node_profiles (node_id). */
export async function upsertNodeProfile(db: Queryable, profile: NodeProfile): Promise<void> {
  await db.query(
    `insert into node_profiles (node_id, name, simulated, country, city, latitude, longitude, cpu_model, gpu_model, runtime, isolation, report)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (node_id) do update set name = excluded.name, simulated = excluded.simulated, country = excluded.country, city = excluded.city,
       latitude = excluded.latitude, longitude = excluded.longitude, cpu_model = excluded.cpu_model, gpu_model = excluded.gpu_model,
       runtime = excluded.runtime, isolation = excluded.isolation, report = excluded.report, updated_at = now()`,
    [
      profile.nodeId,
      profile.name,
      profile.simulated,
      profile.country,
      profile.city,
      profile.latitude,
      profile.longitude,
      profile.cpuModel,
      profile.gpuModel,
      profile.runtime,
      profile.isolation,
      profile.report,
    ],
  )
}

/**
 * SQL expression for a node's state. It reads `h`, the node's row of node_heartbeats. A node without such a row is suspect. A lost node stops being lost when
 * it sends another heartbeat.
 */
export const nodeStateColumn = `case when not h.silent then 'answering' when h.lost_at >= h.last_seen_at then 'lost' else 'suspect' end`

/**
 * SQL conditions on `h`, a row of node_heartbeats. `isReturned`: a silent node responds again. `isSilent`: a node has become silent. `isQuiet`: a node has been
 * silent for so long that it may be lost. Heartbeats and reports of tunnels before `bound.at` are too old to count.
 */
const isReturned = `h.silent and h.last_seen_at >= bound.at and exists (
  select from tunnels t where t.node_id = h.node_id and t.closed_at is null and t.last_seen_at >= bound.at)`
const isSilent = `not h.silent and (h.last_seen_at < bound.at or not exists (
  select from tunnels t where t.node_id = h.node_id
    and ((t.closed_at is null and t.last_seen_at >= bound.at) or t.closed_at >= bound.at)))`
const isQuiet = (seconds: string) =>
  `h.silent and h.last_seen_at <= now() - make_interval(secs => ${seconds}) and (h.lost_at is null or h.lost_at < h.last_seen_at)`

const pulseRow = rowOf({ at: 'timestamptz', hasTunnel: 'bool', hasHeartbeat: 'bool', hasReturned: 'bool', hasSilent: 'bool', mayBeLost: 'bool' })

/**
 * Shows which of the functions that mark nodes (as returned, silent or lost) have something to do. `at` is the time of the database. `hasTunnel` is true if a
 * gateway recently reported an open tunnel, and `hasHeartbeat` if the API recently received a heartbeat of any node. The other fields are true if `markReturnedNodes`, `markSilentNodes` or `markLostNodes` may find a node.
 */
export type Pulse = RowOf<typeof pulseRow>

const databasePulse = statement(
  pulseRow,
  `with bound as (select now() - make_interval(secs => $1) as at)
   select now() as at,
     exists (select from tunnels t where t.closed_at is null and t.last_seen_at >= bound.at) as "hasTunnel",
     exists (select from node_heartbeats h where not h.silent and h.last_seen_at >= bound.at)
       or exists (select from node_heartbeats h where h.silent and h.last_seen_at >= bound.at) as "hasHeartbeat",
     exists (select from node_heartbeats h where ${isReturned}) as "hasReturned",
     exists (select from node_heartbeats h where ${isSilent}) as "hasSilent",
     exists (select from node_heartbeats h where ${isQuiet('$2')}) as "mayBeLost"
   from bound`,
)

/**
 * Returns in one query whether the functions that mark nodes have something to do. It is called every second, and usually no node has changed, so the queries
 * of those functions need not run. A tunnel counts as open for `withinSeconds` after its gateway reported it. A node that was silent for `lostAfterSeconds` may
 * be lost. Pass the same bounds to the functions that mark nodes. Indexes: tunnels (node_id, closed_at), node_heartbeats (silent, last_seen_at). Takes no lock.
 */
export async function readPulse(
  db: Queryable,
  { withinSeconds, lostAfterSeconds }: { withinSeconds: number; lostAfterSeconds: number },
): Promise<Pulse> {
  return databasePulse.only(db, [withinSeconds, lostAfterSeconds])
}

const heartbeatRow = rowOf({
  nodeId: tables.node_heartbeats.node_id,
  silent: tables.node_heartbeats.silent,
  lostGpus: tables.node_heartbeats.lost_gpus,
})

/**
 * A node that sent a heartbeat: whether it is still hidden from the market, because it was silent or is new, and the stored number of its GPUs that do not
 * respond.
 */
export type HeartbeatRow = RowOf<typeof heartbeatRow>

const storedHeartbeats = statement(
  heartbeatRow,
  `insert into node_heartbeats (node_id, last_seen_at, silent, fingerprints) select node_id, now(), true, $2::text[] from unnest($1::text[]) as node_id order by node_id
   on conflict (node_id) do update set last_seen_at = now(), fingerprints = excluded.fingerprints returning node_id as "nodeId", silent, lost_gpus as "lostGpus"`,
)

/**
 * Stores a heartbeat of these nodes with their fingerprints, and returns them. `markReturnedNodes` decides when hidden nodes are shown. Locks their rows in the order of ids, so that
 * two reports never deadlock. Index: node_heartbeats (node_id).
 */
export async function touchHeartbeats(
  db: Queryable,
  { nodeIds, fingerprints = [] }: { nodeIds: readonly string[]; fingerprints?: readonly string[] },
): Promise<HeartbeatRow[]> {
  return await storedHeartbeats.rows(db, [nodeIds, fingerprints])
}

const savedLostGpus = statement(
  rowOf({ nodeId: tables.node_heartbeats.node_id, lostGpus: tables.node_heartbeats.lost_gpus }),
  `with reported as (
     select h.node_id, least(r.gpus, n.gpus) as gpus from unnest($1::text[], $2::int[]) as r(node_id, gpus)
       join node_heartbeats h on h.node_id = r.node_id join chain_nodes n on n.node_id = r.node_id
     where h.lost_gpus <> least(r.gpus, n.gpus)
       and (h.lost_gpus = 0 or h.lost_gpus_at is null or h.lost_gpus_at <= now() - make_interval(secs => $3))
     order by h.node_id for update of h)
   update node_heartbeats h set lost_gpus = r.gpus, lost_gpus_at = now() from reported r where h.node_id = r.node_id
   returning h.node_id as "nodeId", h.lost_gpus as "lostGpus"`,
)

/**
 * Stores how many GPUs of each node do not respond, at most the number that the node has on the chain. Returns the nodes whose number changed. If until now all
 * GPUs responded, the number is stored at once. Else it is stored only if the last number was stored `restSeconds` ago. So in this time, a machine can cause
 * only two changes, and cannot fill the journal. Call it inside the transaction that stores their NodeGpusLost commands. Locks the rows in the order of ids.
 * Index: node_heartbeats (node_id), chain_nodes (node_id).
 */
export async function saveLostGpus(
  tx: Queryable,
  { nodes, restSeconds }: { nodes: readonly { readonly nodeId: string; readonly lostGpus: number }[]; readonly restSeconds: number },
): Promise<{ nodeId: string; lostGpus: number }[]> {
  return await savedLostGpus.rows(tx, [nodes.map(({ nodeId }) => nodeId), nodes.map(({ lostGpus }) => lostGpus), restSeconds])
}

const silentNodes = statement(
  rowOf({ node_id: tables.node_heartbeats.node_id }),
  `with bound as (select now() - make_interval(secs => $1) as at)
   update node_heartbeats set silent = true where node_id in (
     select h.node_id from node_heartbeats h cross join bound where ${isSilent}
     order by h.node_id for update of h skip locked)
   returning node_id`,
)

/**
 * Marks nodes as silent that had no heartbeat, or no live tunnel, for `silentAfterSeconds`, because renters could not reach them. Returns these nodes. A tunnel
 * is live while it is open and its gateway reports it. Gateways report every 5 s, so `silentAfterSeconds` must be several times as long. Call it inside the
 * transaction that stores their NodeSilent commands. Locks the rows that it marks and skips rows that another server has locked. Index: node_heartbeats
 * (silent, last_seen_at), tunnels (node_id, closed_at).
 */
export async function markSilentNodes(tx: Queryable, { silentAfterSeconds }: { silentAfterSeconds: number }): Promise<string[]> {
  const rows = await silentNodes.rows(tx, [silentAfterSeconds])
  return rows.map((row) => row.node_id)
}

const returnedNodes = statement(
  rowOf({ node_id: tables.node_heartbeats.node_id }),
  `with bound as (select now() - make_interval(secs => $1) as at)
   update node_heartbeats set silent = false where node_id in (
     select h.node_id from node_heartbeats h cross join bound where ${isReturned}
     order by h.node_id for update of h skip locked)
   returning node_id`,
)

/**
 * Marks hidden nodes as visible to the market, and returns them: new nodes, and nodes that were silent. They must have had a heartbeat and an open tunnel
 * within the last `silentAfterSeconds`. Call it inside the transaction that stores their NodeBack commands. Locks the rows that it marks and skips rows that
 * another call has locked. Index: node_heartbeats (silent, last_seen_at), tunnels (node_id, closed_at).
 */
export async function markReturnedNodes(tx: Queryable, { silentAfterSeconds }: { silentAfterSeconds: number }): Promise<string[]> {
  const rows = await returnedNodes.rows(tx, [silentAfterSeconds])
  return rows.map((row) => row.node_id)
}

const lostNodeRow = rowOf({ nodeId: tables.node_heartbeats.node_id, silentSeconds: 'int4' })

/** A node that is now marked as lost, and for how many whole seconds it was silent. Only time in which this market watched its nodes without a break counts. */
export type LostNode = RowOf<typeof lostNodeRow>

const lostNodes = statement(
  lostNodeRow,
  `with quiet as (
     select h.node_id, greatest(h.last_seen_at, $2::timestamptz, (select max(t.last_seen_at) from tunnels t where t.node_id = h.node_id)) as since
     from node_heartbeats h
     where ${isQuiet('$1')} and not h.node_id = any($3::text[])
     order by h.node_id for update of h skip locked)
   update node_heartbeats n set lost_at = now() from quiet
   where n.node_id = quiet.node_id and quiet.since <= now() - make_interval(secs => $1)
   returning n.node_id as "nodeId", floor(extract(epoch from now() - quiet.since))::int as "silentSeconds"`,
)

/**
 * Marks hidden nodes as lost that were silent for `lostAfterSeconds`, and returns them. A node's silence begins with its last heartbeat or the last report of
 * its tunnel by a gateway, but not before `watchedSince`, the time since which this market has watched its nodes without a break. Leaves out the nodes in
 * `except`, which a later call can mark. Call it inside the transaction that stores their lost leases. Locks the rows that it marks and skips rows that another
 * server has locked. Index: node_heartbeats (silent, last_seen_at), tunnels (node_id, closed_at).
 */
export async function markLostNodes(
  tx: Queryable,
  { lostAfterSeconds, watchedSince, except }: { lostAfterSeconds: number; watchedSince: Date; except: readonly string[] },
): Promise<LostNode[]> {
  return lostNodes.rows(tx, [lostAfterSeconds, watchedSince, except])
}
