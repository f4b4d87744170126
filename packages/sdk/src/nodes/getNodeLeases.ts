import type { NodeLeasesWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Every lease the nodes of this session should serve now. */
export function getNodeLeases(transport: Transport): Promise<NodeLeasesWire> {
  return transport.send<NodeLeasesWire>({ method: 'GET', path: '/nodes/leases' })
}
