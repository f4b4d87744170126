import { listModels, type Transport } from '@infinitio/sdk'
import { infiniteQueryOptions } from '@tanstack/react-query'

/** The chain has no event stream of ours for models: they are looked at again. */
const everyMs = 5_000

/** Commercial models, newest first, page by page, and the rate of G. */
export const modelsQuery = (api: Transport) =>
  infiniteQueryOptions({
    queryKey: ['govern', 'models'],
    queryFn: ({ pageParam }) => listModels(api, pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: everyMs,
  })
