import type { AdviceQueryWire } from '@infinitio/domain/wire'
import { getAdvice, type Transport } from '@infinitio/sdk'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { paramsOfSearch, queryOfSearch, type SearchState } from '#web/parts/search/searchState.ts'

/**
 * Query for ways to run the searched model in the searched region and time. It leaves out classes and numbers of GPUs, because the advice chooses
 * them.
 */
export function adviceQuery(api: Transport, state: SearchState) {
  const asked = { ...state, classes: [], gpus: null, minTotalVramGib: null, maxTotal: '', shown: 24, words: '' }
  const { sort: _sort, limit: _limit, ...query } = queryOfSearch(asked)
  return queryOptions({
    queryKey: ['listings', 'advice', paramsOfSearch({ ...asked, sort: 'fit' })],
    queryFn: () => getAdvice(api, { ...query, run: state.run } satisfies AdviceQueryWire),
    placeholderData: keepPreviousData,
  })
}
