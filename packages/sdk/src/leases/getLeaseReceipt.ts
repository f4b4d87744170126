import type { LeaseReceiptWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** The closing numbers of the contract. Code: `lease.not_closed` before. */
export function getLeaseReceipt(transport: Transport, leaseId: string): Promise<LeaseReceiptWire> {
  return transport.send<LeaseReceiptWire>({ method: 'GET', path: `/leases/${leaseId}/receipt` })
}
