import type { InvoiceWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** The invoice of a closed lease for who holds it, issued once, in `language` or what the account chose for its pages; with other billing details than before a new one that names the former. Codes: `account.billing_missing`, `lease.not_closed` until its last block is final. */
export function issueInvoice(transport: Transport, leaseId: string, query: { language?: InvoiceWire['language'] } = {}): Promise<InvoiceWire> {
  return transport.send<InvoiceWire>({ method: 'POST', path: `/leases/${leaseId}/invoices`, query })
}
