import type { ExplorerHitsWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** What is known by an address, a hash or a number; empty where nothing is. */
export function searchExplorer(transport: Transport, q: string): Promise<ExplorerHitsWire> {
  return transport.send<ExplorerHitsWire>({ method: 'GET', path: '/explorer/search', query: { q } })
}
