import { billingWire, invoiceNumber, invoicesWire, invoiceWire, issueInvoiceQueryWire, leaseId, putBillingWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

const leasePath = z.strictObject({ leaseId })

/** Endpoints for invoices of closed leases and their billing details: /leases/{leaseId}/invoices, /account/billing. */
export const invoiceEndpoints = {
  getBilling: endpoint({
    method: 'get',
    path: '/account/billing',
    summary: 'Who the invoices of the signed-in account are made out to; null where it gave nothing',
    access: 'account',
    cost: 1,
    answer: billingWire,
    takes: [],
  }),
  putBilling: endpoint({
    method: 'put',
    path: '/account/billing',
    summary: 'Says who invoices of the signed-in account are made out to from now on; those that were issued keep what they say',
    access: 'account',
    cost: 5,
    body: putBillingWire,
    answer: billingWire,
    takes: ['body'],
  }),
  deleteBilling: endpoint({
    method: 'delete',
    path: '/account/billing',
    summary: 'Delete who invoices are made out to; those that were issued stay as they are',
    access: 'account',
    cost: 1,
    status: 204,
    takes: [],
  }),
  listInvoices: endpoint({
    method: 'get',
    path: '/leases/{leaseId}/invoices',
    summary: 'Invoices that the account was issued for a lease, newest first',
    access: 'account',
    cost: 1,
    params: leasePath,
    answer: invoicesWire,
    takes: ['leaseId'],
  }),
  issueInvoice: endpoint({
    method: 'post',
    path: '/leases/{leaseId}/invoices',
    summary:
      'The invoice of a closed lease for who holds it, issued once, in `language` or what the account chose for its pages; with other billing details than before a new one that names the former',
    access: 'account',
    cost: 20,
    params: leasePath,
    query: issueInvoiceQueryWire,
    answer: invoiceWire,
    codes: [
      'lease.unknown',
      'auth.forbidden',
      'lease.not_holder',
      'lease.not_closed',
      'lease.nothing_to_invoice',
      'account.billing_missing',
      'chain.rpc_unavailable',
    ],
    idempotent: true,
    takes: ['leaseId', 'query?'],
  }),
  openInvoice: endpoint({
    method: 'get',
    path: '/leases/{leaseId}/invoices/{number}',
    summary: 'The file of an invoice',
    access: 'account',
    cost: 5,
    params: z.strictObject({ leaseId, number: invoiceNumber }),
    answer: z.string().describe('A PDF.'),
    answerType: 'application/pdf',
    codes: ['lease.invoice_unknown'],
    takes: null,
  }),
}
