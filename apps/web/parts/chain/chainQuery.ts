import { getChain, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** Query for the data that a client needs before it builds and signs a message: chain, contracts, fees and the block clock. */
export function chainQuery(api: Transport) {
  return queryOptions({ queryKey: ['chain'], queryFn: () => getChain(api), staleTime: 15_000 })
}
