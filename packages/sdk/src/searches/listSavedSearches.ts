import type { SavedSearchesWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** The searches that the signed-in account keeps, newest first, with how many nodes each finds now and how many are new. */
export function listSavedSearches(transport: Transport): Promise<SavedSearchesWire> {
  return transport.send<SavedSearchesWire>({ method: 'GET', path: '/account/searches' })
}
