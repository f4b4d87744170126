import { getBilling, listInvoices, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** Who invoices of who is signed in are made out to. */
export function billingQuery(api: Transport) {
  return queryOptions({ queryKey: ['billing'], queryFn: () => getBilling(api) })
}

/** The invoices of a lease, newest first. */
export function invoicesQuery(api: Transport, leaseId: string) {
  return queryOptions({ queryKey: ['invoices', leaseId], queryFn: () => listInvoices(api, leaseId) })
}
