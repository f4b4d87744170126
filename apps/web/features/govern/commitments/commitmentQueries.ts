import { listCommitments, type Transport } from '@infinitio/sdk'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

/** The chain has no event stream of ours for commitments: they are looked at again. */
const everyMs = 5_000

/** Commitments, newest first, page by page. */
export const commitmentsQuery = (api: Transport) =>
  infiniteQueryOptions({
    queryKey: ['govern', 'commitments'],
    queryFn: ({ pageParam }) => listCommitments(api, pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: everyMs,
  })

/** What an account can withdraw of bonds and compensation. */
export const owedQuery = (api: Transport, account: string) =>
  queryOptions({ queryKey: ['govern', 'owed', account], queryFn: () => listCommitments(api, { account, limit: 1 }), refetchInterval: everyMs })
