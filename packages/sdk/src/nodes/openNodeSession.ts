import type { NodeSessionRequestWire, NodeSessionWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** One token for all the nodes whose keys signed the challenge. */
export function openNodeSession(transport: Transport, request: NodeSessionRequestWire): Promise<NodeSessionWire> {
  return transport.send<NodeSessionWire>({ method: 'POST', path: '/nodes/session', body: request })
}
