import type { DevelopmentTimeWire, ForwardTimeWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import { type LocalAccess, localTokenHeaders } from './localAccess.ts'

/**
 * The block clock of a development chain and which leases end when, for a caller on the machine of the API who has its token. Codes:
 * `chain.not_development`, `auth.local_token_needed`.
 */
export function getDevelopmentTime(transport: Transport, access: LocalAccess): Promise<DevelopmentTimeWire> {
  return transport.send<DevelopmentTimeWire>({ method: 'GET', path: '/dev/time', headers: localTokenHeaders(access) })
}

/** Moves that clock forward, where exactly `endingLeases` open leases end by it. Codes: as `getDevelopmentTime`, and `chain.other_leases_end`. */
export function forwardDevelopmentTime(transport: Transport, { localToken, ...body }: ForwardTimeWire & LocalAccess): Promise<DevelopmentTimeWire> {
  return transport.send<DevelopmentTimeWire>({ method: 'POST', path: '/dev/time', body, headers: localTokenHeaders({ localToken }) })
}
