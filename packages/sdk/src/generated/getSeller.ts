// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { sellerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the legal data of the signed-in account as a provider. `seller` is null if it stored none. */
export const getSeller: EndpointCall<typeof sellerEndpoints.getSeller> = /* @__PURE__ */ endpointCall<typeof sellerEndpoints.getSeller>("/account/seller", "GET")
