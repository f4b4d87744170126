import type { SessionKeysWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** The session keys of the signed-in account, with what each may spend and has spent. */
export function listSessionKeys(transport: Transport): Promise<SessionKeysWire> {
  return transport.send<SessionKeysWire>({ method: 'GET', path: '/session-keys' })
}
