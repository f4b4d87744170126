// Planned maintenance of machines. The API (role infinitio_api) writes the table `maintenance_windows`.
import { nullable, oneOf, rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

const windowRow = rowOf({
  windowId: tables.maintenance_windows.window_id,
  nodeId: tables.maintenance_windows.node_id,
  nodeName: nullable(tables.node_profiles.name),
  from: tables.maintenance_windows.from_at,
  until: tables.maintenance_windows.until_at,
  cancelled: 'bool',
})

/** One planned maintenance of a machine. Times are in Unix seconds of the block clock. `nodeName` is null for a machine without a profile. */
export type WindowRow = RowOf<typeof windowRow>

const columns = `w.window_id as "windowId", w.node_id as "nodeId", p.name as "nodeName", w.from_at as "from", w.until_at as "until",
    w.cancelled_at is not null as cancelled`

/** The most windows that are read for one machine. */
const mostOfNode = 100

const windowsOfNodes = statement(
  windowRow,
  `select ${columns} from (
     select *, row_number() over (partition by node_id order by cancelled_at desc nulls first, from_at, window_id) as place
     from maintenance_windows where node_id = any($1::text[]) and until_at > $2
   ) w left join node_profiles p using (node_id)
   where w.place <= $3 order by w.cancelled_at is not null, w.from_at, w.window_id`,
)

/**
 * Lists the windows of these nodes that end after `now`: planned ones, earliest first, then cancelled ones, up to 100 for each node. Index: (node_id,
 * until_at). Takes no lock.
 */
export function listWindowsOfNodes(db: Queryable, { nodeIds, now }: { nodeIds: readonly string[]; now: bigint }): Promise<WindowRow[]> {
  return windowsOfNodes.rows(db, [nodeIds, now, mostOfNode])
}

const windowsOfProvider = statement(
  windowRow,
  `select ${columns} from maintenance_windows w left join node_profiles p using (node_id)
   where w.provider = $1 and w.until_at > $2 and w.cancelled_at is null order by w.from_at, w.window_id`,
)

/**
 * Lists the planned windows of a provider that end after `now`, earliest first. `insertWindows` limits their number. Index: (provider, until_at).
 * Takes no lock.
 */
export function listWindowsOfProvider(db: Queryable, { provider, now }: { provider: string; now: bigint }): Promise<WindowRow[]> {
  return windowsOfProvider.rows(db, [provider, now])
}

// The result is a hash of the whole set of windows. The time of the newest change would not be enough: a transaction that waited for a lock stores the time at
// which it began, which may be earlier than the newest time that is already stored.
const revision = statement(
  rowOf({ hash: 'int8' }),
  `select coalesce(hashtextextended(string_agg(window_id || case when cancelled_at is null then '+' else '-' end, '' order by window_id), 0)
     & 9007199254740991, 0)::int8 as hash
   from maintenance_windows where node_id = any($1::text[]) and until_at > $2`,
)

/**
 * Returns a number that changes when a window of these nodes is planned, cancelled or over. It is a hash of the windows, or 0 if there are none, and fits a
 * JavaScript number exactly. Index: (node_id, until_at). Takes no lock.
 */
export async function readWindowsRevision(db: Queryable, { nodeIds, now }: { nodeIds: readonly string[]; now: bigint }): Promise<number> {
  return Number((await revision.only(db, [nodeIds, now])).hash)
}

const cancelled = statement(
  rowOf({ windowId: tables.maintenance_windows.window_id }),
  `update maintenance_windows set cancelled_at = now()
   where window_id = $1 and provider = $2 and until_at > $3 and cancelled_at is null returning window_id as "windowId"`,
)

/** Cancels a planned window of a provider that ends after `now`. Returns false for any other window. Index: the primary key. */
export async function cancelWindow(
  db: Queryable,
  { windowId, provider, now }: { windowId: string; provider: string; now: bigint },
): Promise<boolean> {
  return (await cancelled.first(db, [windowId, provider, now])) !== null
}

// For each wanted machine, selects the reason why it cannot get a maintenance window, or null if it can. For a machine of another provider, and for a retired
// one, the reason is always `foreign`.
const judged = statement(
  rowOf({ nodeId: 'text', nodeName: nullable(tables.node_profiles.name), why: oneOf('text?', ['foreign', 'overlap', 'limit']) }),
  `select wanted.node_id as "nodeId", p.name as "nodeName",
     case when c.node_id is null then 'foreign' when w.clashes then 'overlap' when w.ahead >= $6 or w.recent >= $7 then 'limit' end as why
   from unnest($1::text[]) with ordinality as wanted (node_id, nth)
   left join chain_nodes c on c.node_id = wanted.node_id and c.provider = $2 and not c.retired
   left join node_profiles p on p.node_id = c.node_id
   cross join lateral (
     select coalesce(bool_or(until_at > $3 and from_at < $4 and cancelled_at is null), false) as clashes,
       count(*) filter (where until_at > $5 and cancelled_at is null) as ahead, count(*) filter (where created_at > now() - interval '1 day') as recent
     from maintenance_windows m where m.node_id = c.node_id
   ) w order by wanted.nth`,
)

const plannedByProvider = statement(
  rowOf({ count: 'int8' }),
  'select count(*) as count from maintenance_windows where provider = $1 and until_at > $2 and cancelled_at is null',
)

/** A machine that got no window, and the reason. `nodeName` is null for a machine of another provider. */
export type WindowsFault = { readonly nodeId: string; readonly nodeName: string | null; readonly why: 'foreign' | 'overlap' | 'limit' }

/**
 * Stores a window for each node that can have one. Returns the other nodes, each with the reason. A node is refused if it is not a registered machine of the
 * provider or is retired (`foreign`), if it has a planned window at that time (`overlap`), or if it has too many windows (`limit`): `mostAhead` planned ones
 * that end after `now`, or `mostADay` that were planned in the last 24 hours. `mostOfProvider` limits the planned windows of all machines of the provider
 * together; if only some can be stored, the first nodes get them. Takes an advisory lock for the provider until commit, so that two requests cannot both use
 * the last free window. Index: chain_nodes (node_id), (node_id, until_at), (provider, until_at).
 */
export async function insertWindows(
  tx: Queryable,
  plan: {
    provider: string
    windows: readonly { windowId: string; nodeId: string }[]
    from: bigint
    until: bigint
    now: bigint
    mostAhead: number
    mostADay: number
    mostOfProvider: number
  },
): Promise<WindowsFault[]> {
  const { provider, windows, from, until, now, mostAhead, mostADay, mostOfProvider } = plan
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('maintenance:' || $1, 0))`, [provider])
  const rows = await judged.rows(tx, [windows.map(({ nodeId }) => nodeId), provider, from, until, now, mostAhead, mostADay])
  let room = mostOfProvider - Number((await plannedByProvider.only(tx, [provider, now])).count)
  const failed = rows.flatMap(({ why, ...node }): WindowsFault[] => {
    if (why !== null) return [{ ...node, why }]
    room -= 1
    return room < 0 ? [{ ...node, why: 'limit' }] : []
  })
  const without = new Set(failed.map(({ nodeId }) => nodeId))
  const stored = windows.filter(({ nodeId }) => !without.has(nodeId))
  if (stored.length === 0) return failed
  await tx.query(
    `insert into maintenance_windows (window_id, node_id, provider, from_at, until_at)
     select window_id, node_id, $3, $4, $5 from unnest($1::uuid[], $2::text[]) as planned (window_id, node_id)`,
    [stored.map(({ windowId }) => windowId), stored.map(({ nodeId }) => nodeId), provider, from, until],
  )
  return failed
}
