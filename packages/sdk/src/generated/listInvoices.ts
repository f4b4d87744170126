// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { invoiceEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the invoices that were issued to the signed-in account for a lease, newest first. */
export const listInvoices: EndpointCall<typeof invoiceEndpoints.listInvoices> = /* @__PURE__ */ endpointCall<typeof invoiceEndpoints.listInvoices>("/leases/{leaseId}/invoices", "GET", ["leaseId"])
