import type { Transport } from '../client/createTransport.ts'

/** Stops all mail to an address by the token at the end of each mail; nobody needs to be signed in, and a token that is none changes nothing. */
export function stopMail(transport: Transport, token: string): Promise<void> {
  return transport.send<void>({ method: 'POST', path: `/mail/stop/${token}` })
}
