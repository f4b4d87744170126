import { getBilling, listInvoices, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** Fetches the billing details of the signed-in account. */
export function billingQuery(api: Transport) {
  return queryOptions({ queryKey: ['billing'], queryFn: () => getBilling(api) })
}

/** Query for the invoices of a lease, newest first. */
export function invoicesQuery(api: Transport, leaseId: string) {
  return queryOptions({ queryKey: ['invoices', leaseId], queryFn: () => listInvoices(api, leaseId) })
}
