import type { NodeAsksWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** The newest public ask of each node of this session, and what became of it. */
export function getNodeAsks(transport: Transport): Promise<NodeAsksWire> {
  return transport.send<NodeAsksWire>({ method: 'GET', path: '/nodes/asks' })
}
