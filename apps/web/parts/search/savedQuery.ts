import { canonicalQuery, filtersOfQuery } from '@infinitio/domain'
import type { SavedQueryWire } from '@infinitio/domain/wire'
import { changedSearch, queryOfSearch, type SearchState, searchFromParams } from '#web/parts/search/searchState.ts'

/** What of a search is saved: all but its start, its order and its pages. */
export function savedQueryOf(search: SearchState): SavedQueryWire {
  const { sort: _sort, limit: _limit, startHour: _startHour, ...query } = queryOfSearch(search)
  return query
}

/** The search that a saved query is, from now on, in the usual order. */
export function searchOfSaved(query: SavedQueryWire): SearchState {
  return changedSearch(searchFromParams(new URLSearchParams()), filtersOfQuery(query))
}

/** Whether two queries are the same, in whatever order they say it. */
export function isSameQuery(one: SavedQueryWire, other: SavedQueryWire): boolean {
  return JSON.stringify(canonicalQuery(one)) === JSON.stringify(canonicalQuery(other))
}
