import { getAskDemand, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

const oldAfterMs = 60_000

/**
 * Query for the bids of the last `days` days that an open ask could have matched. The API replays all bids for each request, so events of the market do not
 * refetch it, and a result is used for a minute before it is fetched again.
 */
export function demandQuery(api: Transport, { node, days }: { readonly node: string; readonly days: number }) {
  return queryOptions({ queryKey: ['ask-demand', node, days], queryFn: () => getAskDemand(api, { node, days }), staleTime: oldAfterMs })
}
