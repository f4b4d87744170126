import { getChain, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** What a client must know before it builds and signs: chain, contracts, fees, the block clock. */
export function chainQuery(api: Transport) {
  return queryOptions({ queryKey: ['chain'], queryFn: () => getChain(api), staleTime: 15_000 })
}
