import { searchListings, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** Query for the classes that have real machines and the number of real machines. Pages use it to label the prices of simulated machines. */
export function realNodesQuery(api: Transport) {
  return queryOptions({
    queryKey: ['listings', 'real'],
    queryFn: async () => {
      const { items, facets } = await searchListings(api, { includeSimulated: 'false', limit: 200 })
      const { simulated, real } = facets.simulated
      return { classIds: [...new Set(items.map(({ classId }) => classId))], simulated, all: simulated + real }
    },
  })
}
