import type { NodeKeysWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** A machine's keys as the chain has them; secrets are sealed to `boxKey`. Code: `node.unknown`. */
export function getNodeKeys(transport: Transport, nodeId: string): Promise<NodeKeysWire> {
  return transport.send<NodeKeysWire>({ method: 'GET', path: `/nodes/${nodeId}/keys` })
}
