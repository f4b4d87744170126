import { QueryClient } from '@tanstack/react-query'
import { isAway } from '#web/parts/api/problem.ts'

const retryWhileAwayMs = 3_000

/**
 * Returns a cache of API answers with the rules of this site. For 10 s, a cached answer is used without a new request, unless the event stream reports a
 * change. A failed query is not retried, with one exception: if the API, the database or the chain did not respond, the query is sent every 3 s until it
 * succeeds.
 */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: false,
        refetchInterval: (query) => (query.state.status === 'error' && isAway(query.state.error) ? retryWhileAwayMs : false),
      },
      // Without a network, a mutation fails at once. Otherwise it would wait and be sent when the user no longer expects it.
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}
