// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { invoiceEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** Delete who invoices are made out to; those that were issued stay as they are. */
export const deleteBilling = /* @__PURE__ */ endpointCall<typeof invoiceEndpoints.deleteBilling>("/account/billing", "DELETE")
