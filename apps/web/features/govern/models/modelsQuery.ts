import { listModels, type Transport } from '@infinitio/sdk'
import { infiniteQueryOptions } from '@tanstack/react-query'

/** The interval between two fetches, in milliseconds. No event stream reports models. */
const everyMs = 5_000

/** Query for the commercial models, newest first, page by page, with the rate of G. */
export const modelsQuery = (api: Transport) =>
  infiniteQueryOptions({
    queryKey: ['govern', 'models'],
    queryFn: ({ pageParam }) => listModels(api, pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: everyMs,
  })
