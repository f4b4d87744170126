import { getCarbon, listCarbon, type Transport } from '@infinitio/sdk'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

/** The interval between two fetches, in milliseconds. No event stream reports audits. */
const everyMs = 5_000

/** Query for the proofs of green energy, newest first, page by page. */
export const carbonQuery = (api: Transport) =>
  infiniteQueryOptions({
    queryKey: ['govern', 'carbon'],
    queryFn: ({ pageParam }) => listCarbon(api, pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: everyMs,
  })

/** Query for one proof. */
export const proofQuery = (api: Transport, id: string) =>
  queryOptions({ queryKey: ['govern', 'proof', id], queryFn: () => getCarbon(api, id), refetchInterval: everyMs })
