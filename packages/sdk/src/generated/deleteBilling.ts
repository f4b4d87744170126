// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { invoiceEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Delete the billing details of the signed-in account. Issued invoices do not change. Safe to repeat. */
export const deleteBilling: EndpointCall<typeof invoiceEndpoints.deleteBilling> = /* @__PURE__ */ endpointCall<typeof invoiceEndpoints.deleteBilling>("/account/billing", "DELETE")
