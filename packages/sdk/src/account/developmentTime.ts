import type { DevelopmentTimeWire, ForwardTimeWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import { type LocalAccess, localTokenHeaders } from './localAccess.ts'

/**
 * Returns the block clock of a development chain and the ends of its leases. The caller must be on the API's machine
 * and have its token. Codes: `chain.not_development`, `auth.local_token_needed`.
 */
export function getDevelopmentTime(transport: Transport, access: LocalAccess): Promise<DevelopmentTimeWire> {
  return transport.send<DevelopmentTimeWire>({ method: 'GET', path: '/dev/time', headers: localTokenHeaders(access) })
}

/**
 * Moves the block clock of a development chain forward, if exactly `endingLeases` open leases end by the new time. Throws the codes of `getDevelopmentTime`,
 * and `chain.other_leases_end`.
 */
export function forwardDevelopmentTime(transport: Transport, { localToken, ...body }: ForwardTimeWire & LocalAccess): Promise<DevelopmentTimeWire> {
  return transport.send<DevelopmentTimeWire>({ method: 'POST', path: '/dev/time', body, headers: localTokenHeaders({ localToken }) })
}
