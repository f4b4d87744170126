import type { LeaseSharesWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Whom a lease is shared with. For its holder. */
export function getLeaseShares(transport: Transport, leaseId: string): Promise<LeaseSharesWire> {
  return transport.send<LeaseSharesWire>({ method: 'GET', path: `/leases/${leaseId}/shares` })
}
