import type { CarbonQueryWire, CarbonWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Proofs of green energy and their audits, newest first. Next page: the same query with `cursor: nextCursor`. */
export function listCarbon(transport: Transport, query: CarbonQueryWire = {}): Promise<CarbonWire> {
  return transport.send<CarbonWire>({ method: 'GET', path: '/govern/carbon', query })
}
