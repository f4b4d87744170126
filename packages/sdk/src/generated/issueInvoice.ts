// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { invoiceEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** The invoice of a closed lease for who holds it, issued once, in `language` or what the account chose for its pages; with other billing details than before a new one that names the former. Codes: see the document of the API. */
export const issueInvoice: EndpointCall<typeof invoiceEndpoints.issueInvoice> = /* @__PURE__ */ endpointCall<typeof invoiceEndpoints.issueInvoice>("/leases/{leaseId}/invoices", "POST", ["leaseId","query"])
