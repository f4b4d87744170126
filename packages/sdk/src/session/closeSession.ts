import type { Transport } from '../client/createTransport.ts'

/** Signs out here. */
export function closeSession(transport: Transport): Promise<null> {
  return transport.send<null>({ method: 'DELETE', path: '/session' })
}
