import type { LeaseWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** One lease for its renter or provider. Codes: `lease.unknown`. */
export function getLease(transport: Transport, leaseId: string): Promise<LeaseWire> {
  return transport.send<LeaseWire>({ method: 'GET', path: `/leases/${leaseId}` })
}
