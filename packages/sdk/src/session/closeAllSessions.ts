import type { Transport } from '../client/createTransport.ts'

/** Signs out everywhere. */
export function closeAllSessions(transport: Transport): Promise<null> {
  return transport.send<null>({ method: 'DELETE', path: '/session/all' })
}
