import type { InvoicesWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** The invoices that the signed-in account was issued for a lease, newest first. */
export function listInvoices(transport: Transport, leaseId: string): Promise<InvoicesWire> {
  return transport.send<InvoicesWire>({ method: 'GET', path: `/leases/${leaseId}/invoices` })
}
