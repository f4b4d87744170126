// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { sellerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Store the legal data of the signed-in account as a provider. Only later invoices of leases with this provider show it; issued invoices do not change. */
export const putSeller: EndpointCall<typeof sellerEndpoints.putSeller> = /* @__PURE__ */ endpointCall<typeof sellerEndpoints.putSeller>("/account/seller", "PUT", ["body"])
