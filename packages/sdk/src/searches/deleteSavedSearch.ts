import type { Transport } from '../client/createTransport.ts'

/** Deletes a search that the signed-in account keeps; one that is gone is no error. */
export function deleteSavedSearch(transport: Transport, searchId: string): Promise<void> {
  return transport.send<void>({ method: 'DELETE', path: `/account/searches/${searchId}` })
}
