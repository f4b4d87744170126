import type { AdviceQueryWire } from '@infinitio/domain/wire'
import { getAdvice, type Transport } from '@infinitio/sdk'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { paramsOfSearch, queryOfSearch, type SearchState } from '#web/parts/search/searchState.ts'

/** Fetches ways to run the searched model in the searched region and time. The advice itself chooses classes and numbers of GPUs. */
export function adviceQuery(api: Transport, state: SearchState) {
  const asked = { ...state, classes: [], gpus: null, minTotalVramGib: null, maxTotal: '', shown: 24, words: '' }
  const { sort: _sort, limit: _limit, ...query } = queryOfSearch(asked)
  return queryOptions({
    queryKey: ['listings', 'advice', paramsOfSearch({ ...asked, sort: 'fit' })],
    queryFn: () => getAdvice(api, { ...query, run: state.run } satisfies AdviceQueryWire),
    placeholderData: keepPreviousData,
  })
}
