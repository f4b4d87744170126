import type { NetworkNodesQueryWire, NetworkNodesWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Registered nodes in the order of their ids. Next page: the same query with `cursor: nextCursor`. */
export function listNetworkNodes(transport: Transport, query: NetworkNodesQueryWire): Promise<NetworkNodesWire> {
  return transport.send<NetworkNodesWire>({ method: 'GET', path: '/explorer/nodes', query })
}
