import { listServices, type Transport } from '@infinitio/sdk'
import { infiniteQueryOptions } from '@tanstack/react-query'

const everyMs = 15_000

/** Query for the registered AI services, newest first, page by page. */
export const servicesQuery = (api: Transport) =>
  infiniteQueryOptions({
    queryKey: ['services'],
    queryFn: ({ pageParam }) => listServices(api, pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: everyMs,
  })
