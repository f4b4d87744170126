import type { SessionNonceWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** A fresh single-use nonce and the words to sign in with. */
export function createSessionNonce(transport: Transport): Promise<SessionNonceWire> {
  return transport.send<SessionNonceWire>({ method: 'POST', path: '/session/nonce' })
}
