// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { invoiceEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Who the invoices of the signed-in account are made out to; null where it gave nothing. */
export const getBilling: EndpointCall<typeof invoiceEndpoints.getBilling> = /* @__PURE__ */ endpointCall<typeof invoiceEndpoints.getBilling>("/account/billing", "GET")
