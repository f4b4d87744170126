import { searchListings, type Transport } from '@infinitio/sdk'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { paramsOfSearch, queryOfSearch, type SearchState } from '#web/parts/search/searchState.ts'

/** Query for the machines of a search and the number of machines for each choice of every filter. The previous list stays on screen while a new one loads. */
export function listingsQuery(api: Transport, state: SearchState) {
  return queryOptions({
    queryKey: ['listings', paramsOfSearch({ ...state, words: '' })],
    queryFn: () => searchListings(api, queryOfSearch(state)),
    placeholderData: keepPreviousData,
  })
}
