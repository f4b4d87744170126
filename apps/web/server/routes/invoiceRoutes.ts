import { deleteBilling, findInvoicePdf } from '@infinitio/db'
import { billingWire, invoiceNumber, invoicesWire, invoiceWire, issueInvoiceQueryWire, leaseId, putBillingWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { issueInvoice, listInvoices } from '../actions/issueInvoice.ts'
import { getBilling, putBilling } from '../actions/putBilling.ts'
import { endpoint } from '../http/endpoint.ts'
import { signedIn } from './signedIn.ts'

const nothing = { params: null, query: null, body: null } as const
const leasePath = z.strictObject({ leaseId })

/** Invoices of closed leases, and who they are made out to: /leases/{leaseId}/invoices, /account/billing. */
export const invoiceRoutes = [
  endpoint({
    ...nothing,
    method: 'get',
    path: '/account/billing',
    summary: 'Who invoices are made out to',
    access: 'account',
    cost: 1,
    answer: billingWire,
    status: 200,
    codes: [],
    handle: (call) => getBilling(call.services, { account: signedIn(call) }),
  }),
  endpoint({
    ...nothing,
    method: 'put',
    path: '/account/billing',
    summary: 'Say who invoices are made out to from now on',
    access: 'account',
    cost: 5,
    body: putBillingWire,
    answer: billingWire,
    status: 200,
    codes: [],
    handle: (call) => putBilling(call.services, { account: signedIn(call), ...call.body }),
  }),
  endpoint({
    ...nothing,
    method: 'delete',
    path: '/account/billing',
    summary: 'Delete who invoices are made out to; those that were issued stay as they are',
    access: 'account',
    cost: 1,
    answer: null,
    status: 204,
    codes: [],
    async handle(call) {
      await deleteBilling(call.services.db, { account: signedIn(call) })
      return null
    },
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/leases/{leaseId}/invoices',
    summary: 'Invoices that the account was issued for a lease, newest first',
    access: 'account',
    cost: 1,
    params: leasePath,
    answer: invoicesWire,
    status: 200,
    codes: [],
    handle: (call) => listInvoices(call.services, { account: signedIn(call), ...call.params }),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/leases/{leaseId}/invoices',
    summary: 'The invoice of a closed lease, issued once for each billing details',
    access: 'account',
    cost: 20,
    params: leasePath,
    query: issueInvoiceQueryWire,
    answer: invoiceWire,
    status: 200,
    codes: ['lease.unknown', 'auth.forbidden', 'lease.not_holder', 'lease.not_closed', 'account.billing_missing', 'chain.rpc_unavailable'],
    handle: (call) => issueInvoice(call.services, { account: signedIn(call), ...call.params, language: call.query.language ?? null }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/leases/{leaseId}/invoices/{number}',
    summary: 'The file of an invoice',
    access: 'account',
    cost: 5,
    params: z.strictObject({ leaseId, number: invoiceNumber }),
    answer: z.string().describe('A PDF.'),
    answerType: 'application/pdf',
    status: 200,
    codes: ['lease.invoice_unknown'],
    async handle(call) {
      const { number } = call.params
      const pdf = await findInvoicePdf(call.services.db, { account: signedIn(call), leaseId: BigInt(call.params.leaseId), number: BigInt(number) })
      if (pdf === null) return { rejected: 'lease.invoice_unknown' as const }
      const name = `invoice-${number.padStart(8, '0')}.pdf`
      const headers = { 'content-type': 'application/pdf', 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' }
      return new Response(new Uint8Array(pdf), { status: 200, headers })
    },
  }),
]
