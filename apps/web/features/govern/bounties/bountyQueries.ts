import type { BountiesQueryWire } from '@infinitio/domain/wire'
import { getBounty, listBounties, type Transport } from '@infinitio/sdk'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'

/** The interval between two fetches, in milliseconds. No event stream reports bounties. */
const everyMs = 5_000

/** The filter of the list of bounties. */
export type BountyFilter = NonNullable<BountiesQueryWire['state']> | 'all'

/** Query for the bounties, newest first, page by page. After a change of the filter, the old results stay on screen until the new ones have loaded. */
export const bountiesQuery = (api: Transport, filter: BountyFilter) =>
  infiniteQueryOptions({
    queryKey: ['govern', 'bounties', filter],
    queryFn: ({ pageParam }) =>
      listBounties(api, { ...(filter === 'all' ? {} : { state: filter }), ...(pageParam === null ? {} : { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: everyMs,
    placeholderData: keepPreviousData,
  })

/** Query for one bounty. */
export const bountyQuery = (api: Transport, id: string) =>
  queryOptions({ queryKey: ['govern', 'bounty', id], queryFn: () => getBounty(api, id), refetchInterval: everyMs })

/** Query for the addresses of the bounty contracts and the chain's time. */
export const bountyContractsQuery = (api: Transport) =>
  queryOptions({ queryKey: ['govern', 'bountyContracts'], queryFn: () => listBounties(api, { limit: 1 }) })
