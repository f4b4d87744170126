// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { sellerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** The legal data of the signed-in account as a provider; null where it entered none. */
export const getSeller: EndpointCall<typeof sellerEndpoints.getSeller> = /* @__PURE__ */ endpointCall<typeof sellerEndpoints.getSeller>("/account/seller", "GET")
