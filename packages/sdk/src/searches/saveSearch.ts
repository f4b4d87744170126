import type { SavedQueryWire, SearchSavedWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Keeps a search for the signed-in account; the same one again is seen anew. Code: `account.searches_limit`. */
export function saveSearch(transport: Transport, query: SavedQueryWire): Promise<SearchSavedWire> {
  return transport.send<SearchSavedWire>({ method: 'POST', path: '/account/searches', body: { query } })
}
