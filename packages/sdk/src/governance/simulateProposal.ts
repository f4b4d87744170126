import type { SimulationWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** What the calls of an open proposal would come to if the timelock made them now. Code: `api.not_found`. */
export function simulateProposal(transport: Transport, id: string): Promise<SimulationWire> {
  return transport.send<SimulationWire>({ method: 'GET', path: `/govern/proposals/${id}/simulation` })
}
