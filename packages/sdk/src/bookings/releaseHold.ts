import type { Transport } from '../client/createTransport.ts'

/** Gives a hold back. */
export function releaseHold(transport: Transport, holdId: string): Promise<null> {
  return transport.send<null>({ method: 'DELETE', path: `/holds/${holdId}` })
}
