// Saved searches of accounts. The API (role infinitio_api) writes the table `saved_searches`.
import { nullable, rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'
import { insertNotifications } from './notifications/notifications.ts'

const savedSearchRow = rowOf({
  searchId: tables.saved_searches.search_id,
  query: tables.saved_searches.query,
  seenNodes: nullable(tables.saved_searches.seen_nodes),
  seenAt: tables.saved_searches.seen_at,
  alerts: tables.saved_searches.alerts,
})

/**
 * A saved search of an account: the query as canonical JSON, and the nodes that it found when the account last viewed it; null if there were too many
 * to store.
 */
export type SavedSearchRow = RowOf<typeof savedSearchRow>

const searchesOfAccount = statement(
  savedSearchRow,
  `select search_id as "searchId", query, seen_nodes as "seenNodes", seen_at as "seenAt", alerts from saved_searches
   where account = $1 order by created_at desc, search_id`,
)

/** Lists the saved searches of an account, newest first. Index: saved_searches (account, query). Takes no lock. */
export async function listSavedSearches(db: Queryable, { account }: { account: string }): Promise<SavedSearchRow[]> {
  return searchesOfAccount.rows(db, [account])
}

/** A search to save. */
export type NewSavedSearch = {
  readonly searchId: string
  readonly account: string
  readonly query: string
  readonly seenNodes: readonly string[] | null
  /** Maximum number of saved searches of an account. */
  readonly most: number
}

const savedSearch = statement(
  rowOf({ searchId: tables.saved_searches.search_id }),
  `insert into saved_searches (search_id, account, query, seen_nodes)
   select $1, $2, $3, $4::text[]
   where (select count(*) from saved_searches where account = $2 and query <> $3) < $5
   on conflict (account, query) do update set seen_nodes = excluded.seen_nodes, seen_at = now(), told_nodes = null
   returning search_id as "searchId"`,
)

/**
 * Saves a search and returns its id. If the account has already saved the same query, marks that search as viewed now and returns its id. Returns null if the
 * account has the maximum number. Call it inside a transaction: it locks the row of the account, so parallel calls wait for each other. Index: saved_searches
 * (account, query).
 */
export async function saveSearch(tx: Queryable, { searchId, account, query, seenNodes, most }: NewSavedSearch): Promise<string | null> {
  await tx.query('select 1 from accounts where account = $1 for update', [account])
  const row = await savedSearch.first(tx, [searchId, account, query, seenNodes, most])
  return row?.searchId ?? null
}

/**
 * Stores the result of a saved search when its account views it. Changes nothing if the account has no such search. Index: saved_searches
 * (search_id).
 */
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

/**
 * Switches the alerts of a saved search on or off. `nodes` are the search's current results, which will cause no alert. Changes nothing if the account has no
 * such search. Index: saved_searches (search_id).
 */
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

/** Deletes a saved search. Changes nothing if the account has no such search. Index: saved_searches (search_id). */
export async function deleteSavedSearch(db: Queryable, { account, searchId }: { account: string; searchId: string }): Promise<void> {
  await db.query('delete from saved_searches where search_id = $2 and account = $1', [account, searchId])
}

const alertSearchRow = rowOf({
  searchId: tables.saved_searches.search_id,
  query: tables.saved_searches.query,
  seenNodes: nullable(tables.saved_searches.seen_nodes),
  toldNodes: nullable(tables.saved_searches.told_nodes),
  toldAt: tables.saved_searches.told_at,
})

/**
 * A saved search that is due for a check. `toldNodes` are nodes that cause no alert: the nodes that the search found when it last caused an alert, or when its
 * alerts were switched on or off. It is null if the account has viewed the search since then.
 */
export type AlertSearch = RowOf<typeof alertSearchRow>

const dueSearches = statement(
  alertSearchRow,
  `update saved_searches set checked_at = now() where search_id in (
     select search_id from saved_searches
     where alerts and checked_at <= now() - make_interval(secs => $1) and (told_at is null or told_at <= now() - make_interval(secs => $2))
     order by checked_at limit $3 for update skip locked)
   returning search_id as "searchId", query, seen_nodes as "seenNodes", told_nodes as "toldNodes", told_at as "toldAt"`,
)

/**
 * Claims searches with alerts that were not checked for `everySeconds` and had no alert for `quietSeconds`, the search that has waited longest first. Stores
 * that they are checked now. Locks the rows that it claims and skips rows that another server has locked. Index: saved_searches_alerts_idx.
 */
export async function claimAlertSearches(
  db: Queryable,
  { everySeconds, quietSeconds, limit }: { everySeconds: number; quietSeconds: number; limit: number },
): Promise<AlertSearch[]> {
  return dueSearches.rows(db, [everySeconds, quietSeconds, limit])
}

/**
 * Stores the nodes that a saved search finds now. If the search found new nodes (`found` is their number), notifies its account. Changes nothing if the
 * search's alerts are off, or if another server has sent the alert in the meantime. Call it inside a transaction. Returns the number of stored notifications.
 * Index: saved_searches (search_id).
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
