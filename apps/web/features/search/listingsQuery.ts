import { searchListings, type Transport } from '@infinitio/sdk'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { paramsOfSearch, queryOfSearch, type SearchState } from '#web/parts/search/searchState.ts'

/** The nodes a search finds, with counts for every filter. While a new search loads, the previous list stays. */
export function listingsQuery(api: Transport, state: SearchState) {
  return queryOptions({
    queryKey: ['listings', paramsOfSearch({ ...state, words: '' })],
    queryFn: () => searchListings(api, queryOfSearch(state)),
    placeholderData: keepPreviousData,
  })
}
