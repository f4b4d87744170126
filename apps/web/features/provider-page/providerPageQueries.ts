import { getPublicProvider, listNetworkNodes, type Transport } from '@infinitio/sdk'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

/** Query for the public record of a provider. */
export const publicProviderQuery = (api: Transport, account: string) =>
  queryOptions({ queryKey: ['public-provider', account], queryFn: () => getPublicProvider(api, account) })

/** Query for the machines of a provider, 25 at a time. */
export const providerMachinesQuery = (api: Transport, provider: string) =>
  infiniteQueryOptions({
    queryKey: ['public-provider', provider, 'machines'],
    queryFn: ({ pageParam }) => listNetworkNodes(api, { provider, limit: 25, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
