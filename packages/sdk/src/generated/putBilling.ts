// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { invoiceEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Says who invoices of the signed-in account are made out to from now on; those that were issued keep what they say. */
export const putBilling: EndpointCall<typeof invoiceEndpoints.putBilling> = /* @__PURE__ */ endpointCall<typeof invoiceEndpoints.putBilling>("/account/billing", "PUT", ["body"])
