import type { Isolation } from '@infinitio/domain'
import type { Queryable } from './client/queryable.ts'

/** The keys on chain that a renter needs of a registered node: its SSH host key, and the one secrets are sealed to. Index: chain_nodes (node_id). Takes no lock. */
export async function findNodeKeys(db: Queryable, { nodeId }: { nodeId: string }): Promise<{ hostKey: string; boxKey: string } | null> {
  const rows = await db.query<{ hostKey: string; boxKey: string }>(
    'select host_key as "hostKey", box_key as "boxKey" from chain_nodes where node_id = $1',
    [nodeId],
  )
  return rows[0] ?? null
}

/** The keys on chain of registered nodes that are not retired, by node id. Index: chain_nodes (node_id). Takes no lock. */
export async function listNodeKeys(db: Queryable, { nodeIds }: { nodeIds: readonly string[] }): Promise<Map<string, string>> {
  const rows = await db.query<{ node_id: string; node_key: string }>(
    'select node_id, node_key from chain_nodes where node_id = any($1) and not retired',
    [nodeIds],
  )
  return new Map(rows.map((row) => [row.node_id, row.node_key]))
}

/** The node key on chain of a live node, lower-case, or null when it is unknown or retired. Index: chain_nodes (node_id). Takes no lock. */
export async function findNodeKey(db: Queryable, { nodeId }: { nodeId: string }): Promise<string | null> {
  const rows = await db.query<{ node_key: string }>('select node_key from chain_nodes where node_id = $1 and not retired', [nodeId])
  return rows[0]?.node_key ?? null
}

/** What an agent says about its machine that the chain does not know. */
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
}

/** Writes the profile of a node, replacing the one before. Index: node_profiles (node_id). */
export async function upsertNodeProfile(db: Queryable, profile: NodeProfile): Promise<void> {
  await db.query(
    `insert into node_profiles (node_id, name, simulated, country, city, latitude, longitude, cpu_model, gpu_model, runtime, isolation)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (node_id) do update set name = excluded.name, simulated = excluded.simulated, country = excluded.country, city = excluded.city,
       latitude = excluded.latitude, longitude = excluded.longitude, cpu_model = excluded.cpu_model, gpu_model = excluded.gpu_model,
       runtime = excluded.runtime, isolation = excluded.isolation, updated_at = now()`,
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
    ],
  )
}

/**
 * SQL expression for a node's state from its row of node_heartbeats, named `h` and perhaps missing: one that was never heard from is suspect. Being
 * lost ends with the next sign of life, whatever release takes it.
 */
export const nodeStateColumn = `case when not h.silent then 'answering' when h.lost_at >= h.last_seen_at then 'lost' else 'suspect' end`

/** What the database says to whoever watches nodes: its time, and whether some gateway spoke of an open tunnel lately. */
export interface Pulse {
  at: Date
  hasTunnel: boolean
}

/** Reads it. A tunnel counts for `withinSeconds` after its gateway spoke of it. Index: tunnels (node_id, closed_at). Takes no lock. */
export async function readPulse(db: Queryable, { withinSeconds }: { withinSeconds: number }): Promise<Pulse> {
  const rows = await db.query<Pulse>(
    `select now() as at, exists (
       select from tunnels where closed_at is null and last_seen_at >= now() - make_interval(secs => $1)) as "hasTunnel"`,
    [withinSeconds],
  )
  if (rows[0] === undefined) throw new Error('the query returns one row')
  return rows[0]
}

/**
 * Notes that these nodes were heard from, and returns those that are hidden all the same: silent before, or never heard of. Whether they are
 * shown is for `markReturnedNodes` to say. Locks their rows in the order of ids, so that two reports never deadlock.
 * Index: node_heartbeats (node_id).
 */
export async function touchHeartbeats(db: Queryable, { nodeIds }: { nodeIds: readonly string[] }): Promise<string[]> {
  const rows = await db.query<{ node_id: string; silent: boolean }>(
    `insert into node_heartbeats (node_id, last_seen_at, silent) select node_id, now(), true from unnest($1::text[]) as node_id order by node_id
     on conflict (node_id) do update set last_seen_at = now() returning node_id, silent`,
    [nodeIds],
  )
  return rows.filter((row) => row.silent).map((row) => row.node_id)
}

/**
 * Marks the nodes that for `silentAfterSeconds` said nothing or had no live tunnel, and returns them: nobody could reach what they would rent.
 * A tunnel lives while it is open and its gateway says so; `silentAfterSeconds` must be some times the 5 s in which a gateway does. Call it inside
 * the transaction that writes their NodeSilent commands. Locks the rows it marks; rows another sweep holds are passed over.
 * Index: node_heartbeats (silent, last_seen_at), tunnels (node_id, closed_at).
 */
export async function markSilentNodes(tx: Queryable, { silentAfterSeconds }: { silentAfterSeconds: number }): Promise<string[]> {
  const rows = await tx.query<{ node_id: string }>(
    `with bound as (select now() - make_interval(secs => $1) as at)
     update node_heartbeats set silent = true where node_id in (
       select h.node_id from node_heartbeats h cross join bound where not h.silent and (h.last_seen_at < bound.at or not exists (
         select from tunnels t where t.node_id = h.node_id
           and ((t.closed_at is null and t.last_seen_at >= bound.at) or t.closed_at >= bound.at)))
       order by h.node_id for update of h skip locked)
     returning node_id`,
    [silentAfterSeconds],
  )
  return rows.map((row) => row.node_id)
}

/**
 * Marks the hidden nodes that are heard from again and have an open tunnel, both within `silentAfterSeconds`, and returns them: new ones and those
 * that are back. Call it inside the transaction that writes their NodeBack commands. Locks the rows it marks; rows another call holds are passed over.
 * Index: node_heartbeats (silent, last_seen_at), tunnels (node_id, closed_at).
 */
export async function markReturnedNodes(tx: Queryable, { silentAfterSeconds }: { silentAfterSeconds: number }): Promise<string[]> {
  const rows = await tx.query<{ node_id: string }>(
    `with bound as (select now() - make_interval(secs => $1) as at)
     update node_heartbeats set silent = false where node_id in (
       select h.node_id from node_heartbeats h cross join bound where h.silent and h.last_seen_at >= bound.at and exists (
         select from tunnels t where t.node_id = h.node_id and t.closed_at is null and t.last_seen_at >= bound.at)
       order by h.node_id for update of h skip locked)
     returning node_id`,
    [silentAfterSeconds],
  )
  return rows.map((row) => row.node_id)
}

/** A node that is lost, and for how many whole seconds it gave no sign of life that somebody would have seen. */
export interface LostNode {
  nodeId: string
  silentSeconds: number
}

/**
 * Marks the hidden nodes that gave no sign of life for `lostAfterSeconds`, and returns them. A heartbeat is one, and so is a tunnel that its gateway
 * spoke of; before `watchedSince` nobody would have seen one, so silence counts from there at the earliest. Those in `except` are left for later. Call it inside the transaction that notes
 * their leases. Locks the rows it marks; rows another sweep holds are passed over. Index: node_heartbeats (silent, last_seen_at), tunnels (node_id, closed_at).
 */
export async function markLostNodes(
  tx: Queryable,
  { lostAfterSeconds, watchedSince, except }: { lostAfterSeconds: number; watchedSince: Date; except: readonly string[] },
): Promise<LostNode[]> {
  return tx.query<LostNode>(
    `with quiet as (
       select h.node_id, greatest(h.last_seen_at, $2::timestamptz, (select max(t.last_seen_at) from tunnels t where t.node_id = h.node_id)) as since
       from node_heartbeats h
       where h.silent and h.last_seen_at <= now() - make_interval(secs => $1) and (h.lost_at is null or h.lost_at < h.last_seen_at)
         and not h.node_id = any($3::text[])
       order by h.node_id for update of h skip locked)
     update node_heartbeats n set lost_at = now() from quiet
     where n.node_id = quiet.node_id and quiet.since <= now() - make_interval(secs => $1)
     returning n.node_id as "nodeId", floor(extract(epoch from now() - quiet.since))::int as "silentSeconds"`,
    [lostAfterSeconds, watchedSince, except],
  )
}
