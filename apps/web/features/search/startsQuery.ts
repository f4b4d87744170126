import { getStarts, type Transport } from '@infinitio/sdk'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { paramsOfSearch, queryOfSearch, type SearchState } from '#web/parts/search/searchState.ts'

/** Query for later starts at which a search finds cheaper machines, or any at all. Its cache key ignores sort order and page. */
export function startsQuery(api: Transport, state: SearchState) {
  const { sort: _sort, limit: _limit, ...query } = queryOfSearch(state)
  return queryOptions({
    queryKey: ['listings', 'starts', paramsOfSearch({ ...state, sort: 'price', shown: 24, words: '' })],
    queryFn: () => getStarts(api, query),
    placeholderData: keepPreviousData,
  })
}
