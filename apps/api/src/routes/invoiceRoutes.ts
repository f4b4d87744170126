import { deleteBilling, findInvoicePdf } from '@infinitio/db'
import { issueInvoice, listInvoices } from '../actions/accounts/issueInvoice.ts'
import { getBilling, putBilling } from '../actions/accounts/putBilling.ts'
import { signedIn } from './signedIn.ts'
import { invoiceEndpoints } from '@infinitio/endpoints'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/**
 * Endpoints for invoices of closed leases and their recipients: /leases/{leaseId}/invoices,
 * /account/billing.
 */
export const invoiceRoutes = bindEndpoints(invoiceEndpoints, {
  getBilling: (call) => getBilling(call.services, { account: signedIn(call) }),
  putBilling: (call) => putBilling(call.services, { account: signedIn(call), ...call.body }),
  async deleteBilling(call) {
    await deleteBilling(call.services.db, { account: signedIn(call) })
    return null
  },
  listInvoices: (call) => listInvoices(call.services, { account: signedIn(call), ...call.params }),
  issueInvoice: (call) =>
    issueInvoice(call.services, {
      account: signedIn(call),
      ...call.params,
      language: call.query.language ?? null,
      currency: call.query.currency ?? null,
    }),
  async openInvoice(call) {
    const { number } = call.params
    const pdf = await findInvoicePdf(call.services.db, { account: signedIn(call), leaseId: BigInt(call.params.leaseId), number: BigInt(number) })
    if (pdf === null) return { rejected: 'lease.invoice_unknown' as const }
    const name = `invoice-${number.padStart(8, '0')}.pdf`
    const headers = { 'content-type': 'application/pdf', 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' }
    return new Response(new Uint8Array(pdf), { status: 200, headers })
  },
})
