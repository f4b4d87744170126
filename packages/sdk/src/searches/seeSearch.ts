import type { Transport } from '../client/createTransport.ts'

/** Says that a saved search was looked at: what it finds now is new no more. */
export function seeSearch(transport: Transport, searchId: string): Promise<void> {
  return transport.send<void>({ method: 'POST', path: `/account/searches/${searchId}/seen` })
}
