import { getAskDemand, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

const oldAfterMs = 60_000

/**
 * Query for the bids of the last `days` days that an open ask could have matched. The API replays all bids for it, so the result does not update live, and is
 * fetched again only after a minute.
 */
export function demandQuery(api: Transport, { node, days }: { readonly node: string; readonly days: number }) {
  return queryOptions({ queryKey: ['provider', 'demand', node, days], queryFn: () => getAskDemand(api, { node, days }), staleTime: oldAfterMs })
}
