import { getListing, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** One node, whether it can be booked now or not, with 28 days of free hours. */
export function listingQuery(api: Transport, node: string) {
  return queryOptions({ queryKey: ['listing', node], queryFn: () => getListing(api, { node, query: {} }) })
}
