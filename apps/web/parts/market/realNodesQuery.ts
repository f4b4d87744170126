import { searchListings, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** Which classes have a node that is not simulated, and how many nodes are: so that prices of simulated ones are labelled. */
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
