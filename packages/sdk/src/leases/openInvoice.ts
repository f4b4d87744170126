import type { Transport } from '../transport/createTransport.ts'

/** Returns the PDF file of an invoice. Code: `lease.invoice_unknown`. */
export async function openInvoice(transport: Transport, { leaseId, number }: { leaseId: string; number: string }): Promise<ArrayBuffer> {
  const response = await transport.open({ method: 'GET', path: `/leases/${leaseId}/invoices/${number}` })
  return response.arrayBuffer()
}
