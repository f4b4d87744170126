import { getClosedLease, getDispute, listDisputes, type Transport } from '@infinitio/sdk'
import type { DisputesQueryWire } from '@infinitio/domain/wire'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

/** The interval between two fetches, in milliseconds. No event stream reports disputes. */
const everyMs = 5_000

/** The filters of a list of disputes. */
export type DisputeFilter = Pick<DisputesQueryWire, 'state' | 'account' | 'role' | 'lease'>

/** Query for disputes about bonds, newest first, page by page. */
export const disputesQuery = (api: Transport, filter: DisputeFilter = {}) =>
  infiniteQueryOptions({
    queryKey: ['govern', 'disputes', filter],
    queryFn: ({ pageParam }) => listDisputes(api, { ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: everyMs,
  })

/** Query for one dispute. */
export const disputeQuery = (api: Transport, id: string) =>
  queryOptions({ queryKey: ['govern', 'dispute', id], queryFn: () => getDispute(api, id), refetchInterval: everyMs })

/** Query for a closed lease as validators signed it, and for what its holder can do about it now. */
export const closedLeaseQuery = (api: Transport, leaseId: string) =>
  queryOptions({ queryKey: ['govern', 'closedLease', leaseId], queryFn: () => getClosedLease(api, leaseId), refetchInterval: everyMs })
