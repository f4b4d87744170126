// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { invoiceEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Delete who invoices are made out to; those that were issued stay as they are. */
export const deleteBilling: EndpointCall<typeof invoiceEndpoints.deleteBilling> = /* @__PURE__ */ endpointCall<typeof invoiceEndpoints.deleteBilling>("/account/billing", "DELETE")
