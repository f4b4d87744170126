import type { LeasePortsWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** The ports of a lease with their addresses, and its access tokens for programs. For its holder. */
export function getLeasePorts(transport: Transport, leaseId: string): Promise<LeasePortsWire> {
  return transport.send<LeasePortsWire>({ method: 'GET', path: `/leases/${leaseId}/ports` })
}
