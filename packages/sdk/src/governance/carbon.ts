import type { CarbonProofWire, CarbonQueryWire, CarbonWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Proofs of green energy and their audits, newest first. Next page: the same query with `cursor: nextCursor`. */
export function listCarbon(transport: Transport, query: CarbonQueryWire = {}): Promise<CarbonWire> {
  return transport.send<CarbonWire>({ method: 'GET', path: '/govern/carbon', query })
}

/** One proof with its nodes, its steps, and what its auditors answered and why. Throws `api.not_found`. */
export function getCarbon(transport: Transport, id: number | string): Promise<CarbonProofWire> {
  return transport.send<CarbonProofWire>({ method: 'GET', path: `/govern/carbon/${id}` })
}
