import type { ListingPageWire, ListingQueryWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Nodes that can be booked now, with facets. Next page: the same query with `cursor: nextCursor`. */
export function searchListings(transport: Transport, query: ListingQueryWire): Promise<ListingPageWire> {
  return transport.send<ListingPageWire>({ method: 'GET', path: '/listings', query })
}
