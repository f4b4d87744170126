import { listCommitments, type Transport } from '@infinitio/sdk'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

/** The interval between two fetches, in milliseconds. No event stream reports commitments. */
const everyMs = 5_000

/** Query for the commitments, newest first, page by page. */
export const commitmentsQuery = (api: Transport) =>
  infiniteQueryOptions({
    queryKey: ['govern', 'commitments'],
    queryFn: ({ pageParam }) => listCommitments(api, pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: everyMs,
  })

/** Query for the bonds and compensation that an account can withdraw. */
export const owedQuery = (api: Transport, account: string) =>
  queryOptions({ queryKey: ['govern', 'owed', account], queryFn: () => listCommitments(api, { account, limit: 1 }), refetchInterval: everyMs })
