import type { NodeProfileWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Says what the chain does not know about a machine. */
export function putNodeProfile(transport: Transport, { nodeId, profile }: { nodeId: string; profile: NodeProfileWire }): Promise<null> {
  return transport.send<null>({ method: 'PUT', path: `/nodes/${nodeId}/profile`, body: profile })
}
