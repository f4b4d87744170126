import { QueryClient } from '@tanstack/react-query'
import { isAway } from '#web/parts/api/problem.ts'

const retryWhileAwayMs = 3_000

/**
 * A cache with our rules: an answer is fresh for 10 s (the event stream says sooner when it is not), a refusal is not
 * retried, and a query that failed because something is away asks again every 3 s until it is back.
 */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: false,
        refetchInterval: (query) => (query.state.status === 'error' && isAway(query.state.error) ? retryWhileAwayMs : false),
      },
      // Without a network it fails at once and says so, instead of waiting to be sent when nobody is looking any more.
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}
