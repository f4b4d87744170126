// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { invoiceEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Issue the invoice of a closed lease to its holder, or get the issued one. After a change of billing details, provider data or currency, a new invoice replaces it. Codes: see the document of the API. */
export const issueInvoice: EndpointCall<typeof invoiceEndpoints.issueInvoice> = /* @__PURE__ */ endpointCall<typeof invoiceEndpoints.issueInvoice>("/leases/{leaseId}/invoices", "POST", ["leaseId","query"])
