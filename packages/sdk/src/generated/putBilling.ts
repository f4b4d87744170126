// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { invoiceEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Store the billing details for later invoices of the signed-in account, in place of earlier ones. Issued invoices do not change. */
export const putBilling: EndpointCall<typeof invoiceEndpoints.putBilling> = /* @__PURE__ */ endpointCall<typeof invoiceEndpoints.putBilling>("/account/billing", "PUT", ["body"])
