import { billingWire, invoiceNumber, invoicesWire, invoiceWire, issueInvoiceQueryWire, leaseId, putBillingWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

const leasePath = z.strictObject({ leaseId })

/** Endpoints for invoices of closed leases and their billing details: /leases/{leaseId}/invoices, /account/billing. */
export const invoiceEndpoints = {
  getBilling: endpoint({
    method: 'get',
    path: '/account/billing',
    summary: 'Get the billing details for the invoices of the signed-in account. `billing` is null if it stored none',
    access: 'account',
    cost: 1,
    answer: billingWire,
    takes: [],
  }),
  putBilling: endpoint({
    method: 'put',
    path: '/account/billing',
    summary: 'Store the billing details for later invoices of the signed-in account, in place of earlier ones. Issued invoices do not change',
    access: 'account',
    cost: 5,
    body: putBillingWire,
    answer: billingWire,
    takes: ['body'],
  }),
  deleteBilling: endpoint({
    method: 'delete',
    path: '/account/billing',
    summary: 'Delete the billing details of the signed-in account. Issued invoices do not change. Safe to repeat',
    access: 'account',
    cost: 1,
    status: 204,
    takes: [],
  }),
  listInvoices: endpoint({
    method: 'get',
    path: '/leases/{leaseId}/invoices',
    summary: 'List the invoices that were issued to the signed-in account for a lease, newest first',
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
      'Issue the invoice of a closed lease to its holder, or get the issued one. After a change of billing details, provider data or currency, a new invoice replaces it',
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
    summary: 'Download an invoice of the signed-in account as a PDF file',
    access: 'account',
    cost: 5,
    params: z.strictObject({ leaseId, number: invoiceNumber }),
    answer: z.string().describe('The PDF file.'),
    answerType: 'application/pdf',
    codes: ['lease.invoice_unknown'],
    takes: null,
  }),
}
