import type { CurrentSessionWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Who is signed in; `session` is null when nobody is. */
export function getSession(transport: Transport): Promise<CurrentSessionWire> {
  return transport.send<CurrentSessionWire>({ method: 'GET', path: '/session' })
}
