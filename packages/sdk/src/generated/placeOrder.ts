// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { orderEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Hands in one signed order; answers with a signed receipt. Sending the same order again answers the same. Codes: see the document of the API. */
export const placeOrder: EndpointCall<typeof orderEndpoints.placeOrder> = /* @__PURE__ */ endpointCall<typeof orderEndpoints.placeOrder>("/orders", "POST", ["body"])
