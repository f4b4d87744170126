import { getProvider, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** Nodes, asks, leases and earnings of the signed-in account as a provider. */
export function providerQuery(api: Transport) {
  return queryOptions({ queryKey: ['provider'], queryFn: () => getProvider(api) })
}
