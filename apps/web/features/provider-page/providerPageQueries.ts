import { getPublicProvider, listDisputes, listNetworkNodes, listProviderFaults, type Transport } from '@infinitio/sdk'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

/** Query for the public record of a provider. */
export const publicProviderQuery = (api: Transport, account: string) =>
  queryOptions({ queryKey: ['public-provider', account], queryFn: () => getPublicProvider(api, account) })

/** Query for the newest 100 faults that a provider caused. */
export const providerFaultsQuery = (api: Transport, account: string) =>
  queryOptions({ queryKey: ['public-provider', account, 'faults'], queryFn: () => listProviderFaults(api, account) })

/** Query for the newest disputes of which a provider is a party. */
export const providerDisputesQuery = (api: Transport, account: string) =>
  queryOptions({ queryKey: ['public-provider', account, 'disputes'], queryFn: () => listDisputes(api, { account, role: 'party', limit: 10 }) })

/** Query for the machines of a provider, 25 at a time. */
export const providerMachinesQuery = (api: Transport, provider: string) =>
  infiniteQueryOptions({
    queryKey: ['public-provider', provider, 'machines'],
    queryFn: ({ pageParam }) => listNetworkNodes(api, { provider, limit: 25, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
