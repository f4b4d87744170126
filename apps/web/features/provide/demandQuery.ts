import { getAskDemand, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

const oldAfterMs = 60_000

/** What the open ask of a node met in some days. A replay over all bids is no live figure: it is asked for again after a minute. */
export function demandQuery(api: Transport, { node, days }: { readonly node: string; readonly days: number }) {
  return queryOptions({ queryKey: ['provider', 'demand', node, days], queryFn: () => getAskDemand(api, { node, days }), staleTime: oldAfterMs })
}
