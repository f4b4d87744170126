import type { ListingMapQueryWire, ListingMapWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Where all that a search finds stands, 200 spots at most, each with its count and its cheapest node; a smaller `box` has smaller spots. */
export function getListingMap(transport: Transport, query: ListingMapQueryWire): Promise<ListingMapWire> {
  return transport.send<ListingMapWire>({ method: 'GET', path: '/listings/map', query })
}
