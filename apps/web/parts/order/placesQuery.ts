import { getOrderPlaces, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** Where each standing bid of the signed-in account is in its queue, by order hash. */
export function placesQuery(api: Transport) {
  return queryOptions({
    queryKey: ['orders', 'places'],
    queryFn: () => getOrderPlaces(api),
    select: ({ places }) => new Map(places.map((place) => [place.orderHash, place])),
  })
}
