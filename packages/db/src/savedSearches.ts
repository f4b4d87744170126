import type { Queryable } from './client/queryable.ts'
import { insertNotifications } from './notifications/notifications.ts'

/** A search that an account keeps: the query as canonical JSON, and what it found when it was last looked at; null when that was too much to keep. */
export type SavedSearchRow = {
  readonly searchId: string
  readonly query: string
  readonly seenNodes: readonly string[] | null
  readonly seenAt: Date
  readonly alerts: boolean
}

/** The searches of an account, newest first. Index: saved_searches (account, query). Takes no lock. */
export async function listSavedSearches(db: Queryable, { account }: { account: string }): Promise<SavedSearchRow[]> {
  return db.query<SavedSearchRow>(
    `select search_id as "searchId", query, seen_nodes as "seenNodes", seen_at as "seenAt", alerts from saved_searches
     where account = $1 order by created_at desc, search_id`,
    [account],
  )
}

/** A search to keep. */
export type NewSavedSearch = {
  readonly searchId: string
  readonly account: string
  readonly query: string
  readonly seenNodes: readonly string[] | null
  /** Searches an account keeps at most. */
  readonly most: number
}

/**
 * Keeps a search, and gives its id: the one it had when the account keeps the same query already, which is seen anew. Null when it keeps as many as it
 * may. Call it inside a transaction: calls of one account wait for each other by its row. Index: saved_searches (account, query).
 */
export async function saveSearch(tx: Queryable, { searchId, account, query, seenNodes, most }: NewSavedSearch): Promise<string | null> {
  await tx.query('select 1 from accounts where account = $1 for update', [account])
  const rows = await tx.query<{ searchId: string }>(
    `insert into saved_searches (search_id, account, query, seen_nodes)
     select $1, $2, $3, $4::text[]
     where (select count(*) from saved_searches where account = $2 and query <> $3) < $5
     on conflict (account, query) do update set seen_nodes = excluded.seen_nodes, seen_at = now(), told_nodes = null
     returning search_id as "searchId"`,
    [searchId, account, query, seenNodes, most],
  )
  return rows[0]?.searchId ?? null
}

/** Keeps what a search of an account found when it was looked at. One that is gone, or another's, is left alone. Index: saved_searches (search_id). */
export async function noteSearchSeen(
  db: Queryable,
  { account, searchId, seenNodes }: { account: string; searchId: string; seenNodes: readonly string[] | null },
): Promise<void> {
  await db.query('update saved_searches set seen_nodes = $3::text[], seen_at = now(), told_nodes = null where search_id = $2 and account = $1', [
    account,
    searchId,
    seenNodes,
  ])
}

/** Switches the alerts of a search of an account on or off; what it finds now is told no more. One that is gone, or another's, is left alone. Index: saved_searches (search_id). */
export async function setSearchAlerts(
  db: Queryable,
  { account, searchId, alerts, nodes }: { account: string; searchId: string; alerts: boolean; nodes: readonly string[] | null },
): Promise<void> {
  await db.query('update saved_searches set alerts = $3, told_nodes = $4::text[], told_at = null where search_id = $2 and account = $1', [
    account,
    searchId,
    alerts,
    nodes,
  ])
}

/** Deletes a search of an account; one that is gone, or another's, is left alone. Index: saved_searches (search_id). */
export async function deleteSavedSearch(db: Queryable, { account, searchId }: { account: string; searchId: string }): Promise<void> {
  await db.query('delete from saved_searches where search_id = $2 and account = $1', [account, searchId])
}

/** A search that is to be looked for now. `toldNodes` are those its account knows by an alert, null where it had none since it last looked. */
export type AlertSearch = {
  readonly searchId: string
  readonly query: string
  readonly seenNodes: readonly string[] | null
  readonly toldNodes: readonly string[] | null
  readonly toldAt: Date | null
}

/**
 * Takes searches with alerts that were not looked for in `everySeconds` and are not quiet, those that wait longest first, and notes that they are looked for
 * now. Locks the rows it takes; rows another server takes are passed over. Index: saved_searches_alerts_idx.
 */
export async function claimAlertSearches(
  db: Queryable,
  { everySeconds, quietSeconds, limit }: { everySeconds: number; quietSeconds: number; limit: number },
): Promise<AlertSearch[]> {
  return db.query<AlertSearch>(
    `update saved_searches set checked_at = now() where search_id in (
       select search_id from saved_searches
       where alerts and checked_at <= now() - make_interval(secs => $1) and (told_at is null or told_at <= now() - make_interval(secs => $2))
       order by checked_at limit $3 for update skip locked)
     returning search_id as "searchId", query, seen_nodes as "seenNodes", told_nodes as "toldNodes", told_at as "toldAt"`,
    [everySeconds, quietSeconds, limit],
  )
}

/**
 * Notes what a search finds as told, and tells its account when `found` nodes of it are new. Nothing where its alerts were switched off, or somebody else told
 * of it meanwhile. Call it inside a transaction. Returns how many were told. Index: saved_searches (search_id).
 */
export async function noteSearchFound(
  tx: Queryable,
  { searchId, nodes, found, toldAt }: { searchId: string; nodes: readonly string[]; found: number; toldAt: Date | null },
): Promise<number> {
  const noted = await tx.query(
    `update saved_searches set told_nodes = $2::text[], told_at = case when $3 > 0 then now() else told_at end
     where search_id = $1 and alerts and told_at is not distinct from $4::timestamptz returning 1`,
    [searchId, nodes, found, toldAt],
  )
  if (noted.length === 0 || found === 0) return 0
  return insertNotifications(tx, {
    news: `select account, 'search_found:' || search_id || ':' || told_at as key, 'search_found' as kind,
        jsonb_build_object('searchId', search_id, 'query', query::jsonb, 'found', $2::int) as facts from saved_searches where search_id = $1`,
    values: [searchId, found],
  })
}
