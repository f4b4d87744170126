import type { LeasePageWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Leases of the signed-in account, newest first. */
export function listLeases(
  transport: Transport,
  query: { role?: 'renter' | 'provider'; state?: 'live' | 'closed'; cursor?: string; limit?: number },
): Promise<LeasePageWire> {
  return transport.send<LeasePageWire>({ method: 'GET', path: '/leases', query })
}
