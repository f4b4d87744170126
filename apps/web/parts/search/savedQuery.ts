import { canonicalQuery, filtersOfQuery } from '@infinitio/domain'
import type { SavedQueryWire, SavedSearchWire } from '@infinitio/domain/wire'
import { changedSearch, queryOfSearch, type SearchState, searchFromParams } from '#web/parts/search/searchState.ts'

/** A saved query, as it is sent or as the API stores it. */
export type SavedQuery = SavedQueryWire | SavedSearchWire['query']

/** What of a search is saved: all but its start, its order and its pages. */
export function savedQueryOf(search: SearchState): SavedQueryWire {
  const { sort: _sort, limit: _limit, startHour: _startHour, ...query } = queryOfSearch(search)
  return query
}

/** The search that a saved query is, from now on, in the usual order. */
export function searchOfSaved(query: SavedQuery): SearchState {
  return changedSearch(searchFromParams(new URLSearchParams()), filtersOfQuery(query))
}

/** Whether two queries are the same, in whatever order they say it. */
export function isSameQuery(one: SavedQuery, other: SavedQuery): boolean {
  return JSON.stringify(canonicalQuery(one)) === JSON.stringify(canonicalQuery(other))
}
