import { getAskDemand, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

const oldAfterMs = 60_000

/**
 * Query for the bids that an open ask met in a number of days. The API replays all bids, so the result is not live and is fetched again only after a
 * minute.
 */
export function demandQuery(api: Transport, { node, days }: { readonly node: string; readonly days: number }) {
  return queryOptions({ queryKey: ['provider', 'demand', node, days], queryFn: () => getAskDemand(api, { node, days }), staleTime: oldAfterMs })
}
