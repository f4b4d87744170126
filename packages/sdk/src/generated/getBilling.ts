// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { invoiceEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the billing details for the invoices of the signed-in account. `billing` is null if it stored none. */
export const getBilling: EndpointCall<typeof invoiceEndpoints.getBilling> = /* @__PURE__ */ endpointCall<typeof invoiceEndpoints.getBilling>("/account/billing", "GET")
