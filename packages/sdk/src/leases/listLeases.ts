import type { LeasePageWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Leases of the signed-in account, newest first; as `guest` those that are shared with it. */
export function listLeases(
  transport: Transport,
  query: { role?: 'renter' | 'provider' | 'guest'; state?: 'live' | 'closed'; cursor?: string; limit?: number },
): Promise<LeasePageWire> {
  return transport.send<LeasePageWire>({ method: 'GET', path: '/leases', query })
}
