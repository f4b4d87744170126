import type { DevelopmentTimeWire, ForwardTimeWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** The block clock of a development chain and which leases end when; to a caller on the machine of the API alone. Codes: `chain.not_development`. */
export function getDevelopmentTime(transport: Transport): Promise<DevelopmentTimeWire> {
  return transport.send<DevelopmentTimeWire>({ method: 'GET', path: '/dev/time' })
}

/** Moves that clock forward, where exactly `endingLeases` open leases end by it. Codes: `chain.not_development`, `chain.other_leases_end`. */
export function forwardDevelopmentTime(transport: Transport, request: ForwardTimeWire): Promise<DevelopmentTimeWire> {
  return transport.send<DevelopmentTimeWire>({ method: 'POST', path: '/dev/time', body: request })
}
