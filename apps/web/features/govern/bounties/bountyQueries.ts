import type { BountiesQueryWire } from '@infinitio/domain/wire'
import { getBounty, listBounties, type Transport } from '@infinitio/sdk'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'

/** The chain has no event stream of ours for bounties: they are looked at again. */
const everyMs = 5_000

/** What the list is cut down to. */
export type BountyFilter = NonNullable<BountiesQueryWire['state']> | 'all'

/** Bounties, newest first, page by page; those of another filter stay until these are here. */
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

/** One bounty. */
export const bountyQuery = (api: Transport, id: string) =>
  queryOptions({ queryKey: ['govern', 'bounty', id], queryFn: () => getBounty(api, id), refetchInterval: everyMs })

/** Where bounties are, and the time there. */
export const bountyContractsQuery = (api: Transport) =>
  queryOptions({ queryKey: ['govern', 'bountyContracts'], queryFn: () => listBounties(api, { limit: 1 }) })
