import type { PublicLeaseWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** One lease as the chain tells it to anybody. Code: `lease.unknown`. */
export function getPublicLease(transport: Transport, leaseId: string): Promise<PublicLeaseWire> {
  return transport.send<PublicLeaseWire>({ method: 'GET', path: `/explorer/leases/${leaseId}` })
}
