import { canonicalQuery, filtersOfQuery } from '@infinitio/domain'
import type { SavedQueryWire, SavedSearchWire } from '@infinitio/domain/wire'
import { changedSearch, queryOfSearch, type SearchState, searchFromParams } from '#web/parts/search/searchState.ts'

/** A saved query, as the page sends it or as the API stores it. */
export type SavedQuery = SavedQueryWire | SavedSearchWire['query']

/** Returns the part of a search that is saved: all fields except the start time, the sort order and the page size. */
export function savedQueryOf(search: SearchState): SavedQueryWire {
  const { sort: _sort, limit: _limit, startHour: _startHour, ...query } = queryOfSearch(search)
  return query
}

/** Returns the search of a saved query, starting now, in the default sort order. */
export function searchOfSaved(query: SavedQuery): SearchState {
  return changedSearch(searchFromParams(new URLSearchParams()), filtersOfQuery(query))
}

/** Returns whether two queries are equal, whatever the order of their fields is. */
export function isSameQuery(one: SavedQuery, other: SavedQuery): boolean {
  return JSON.stringify(canonicalQuery(one)) === JSON.stringify(canonicalQuery(other))
}
