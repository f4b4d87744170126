// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { sellerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Delete the legal data of the signed-in account as a provider. Issued invoices do not change. Safe to repeat. */
export const deleteSeller: EndpointCall<typeof sellerEndpoints.deleteSeller> = /* @__PURE__ */ endpointCall<typeof sellerEndpoints.deleteSeller>("/account/seller", "DELETE")
