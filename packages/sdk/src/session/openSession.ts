import type { SessionWire, SignInWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Opens a session with a signed EIP-4361 message. `auth.*` codes say what is wrong with it. */
export function openSession(transport: Transport, signIn: SignInWire): Promise<SessionWire> {
  return transport.send<SessionWire>({ method: 'POST', path: '/session', body: signIn })
}
