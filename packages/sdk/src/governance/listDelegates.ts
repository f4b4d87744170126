import type { DelegatesQueryWire, DelegatesWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Who has votes, most first. Next page: the same query with `cursor: nextCursor`. */
export function listDelegates(transport: Transport, query: DelegatesQueryWire = {}): Promise<DelegatesWire> {
  return transport.send<DelegatesWire>({ method: 'GET', path: '/govern/delegates', query })
}
