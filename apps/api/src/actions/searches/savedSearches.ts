import { randomUUID } from 'node:crypto'
import { listSavedSearches as listRows, noteSearchSeen, saveSearch as insertSearch, setSearchAlerts } from '@infinitio/db'
import { type Address, canonicalJson, canonicalQuery, isRefusal, type Refusal } from '@infinitio/domain'
import { type SavedQuery, savedQueryWire, type SavedSearchesWire, type SavedSearchWire, type SearchSavedWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** Maximum number of saved searches of an account. */
const mostSearches = 10

/**
 * Saves a search. The nodes that the search finds now are not reported as new later. Refuses with `account.searches_limit`, and with `api.not_ready` until the
 * market is loaded.
 */
export async function saveSearch(
  { db, market }: Services,
  { account, query }: { account: Address; query: SavedQuery },
): Promise<SearchSavedWire | Refusal> {
  const found = await market.ask({ kind: 'matching', query })
  if (isRefusal(found)) return found
  const row = { searchId: randomUUID(), account, query: canonicalJson(canonicalQuery(query)), seenNodes: found.nodes, most: mostSearches }
  const searchId = await db.transaction((tx) => insertSearch(tx, row))
  return searchId === null ? { rejected: 'account.searches_limit' } : { searchId }
}

/**
 * Lists an account's saved searches, each with the number of nodes that it finds now and the number of new nodes. Refuses with `api.not_ready` until the market
 * is loaded.
 */
export async function listSavedSearches({ db, market }: Services, { account }: { account: Address }): Promise<SavedSearchesWire | Refusal> {
  const items: SavedSearchWire[] = []
  for (const { searchId, query, seenNodes, seenAt, alerts } of await listRows(db, { account })) {
    const kept = JSON.parse(query) as SavedSearchWire['query']
    const found = await market.ask({ kind: 'matching', query: savedQueryWire.parse(kept) })
    if (isRefusal(found)) return found
    const seen = seenNodes === null ? null : new Set(seenNodes)
    const fresh = seen === null || found.nodes === null ? null : found.nodes.filter((node) => !seen.has(node)).length
    items.push({ searchId, query: kept, free: found.total, fresh, seenAt: Math.floor(seenAt.getTime() / 1_000), alerts })
  }
  return { items }
}

/**
 * Stores that the account has looked at a saved search: the nodes that the search finds now are no longer new. Does nothing if the search does not exist.
 * Refuses with `api.not_ready`.
 */
export async function seeSearch({ db, market }: Services, { account, searchId }: { account: Address; searchId: string }): Promise<Refusal | null> {
  const row = (await listRows(db, { account })).find((search) => search.searchId === searchId)
  if (row === undefined) return null
  const found = await market.ask({ kind: 'matching', query: savedQueryWire.parse(JSON.parse(row.query)) })
  if (isRefusal(found)) return found
  await noteSearchSeen(db, { account, searchId, seenNodes: found.nodes })
  return null
}

/**
 * Switches the alerts of a saved search on or off. The nodes that it finds now cause no alert. Does nothing if the search does not exist. Refuses with
 * `api.not_ready`.
 */
export async function switchSearchAlerts(
  { db, market }: Services,
  { account, searchId, alerts }: { account: Address; searchId: string; alerts: boolean },
): Promise<Refusal | null> {
  const row = (await listRows(db, { account })).find((search) => search.searchId === searchId)
  if (row === undefined) return null
  const found = await market.ask({ kind: 'matching', query: savedQueryWire.parse(JSON.parse(row.query)) })
  if (isRefusal(found)) return found
  await setSearchAlerts(db, { account, searchId, alerts, nodes: found.nodes })
  return null
}
