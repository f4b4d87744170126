// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { orderEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Takes an order out of the book. Binds the engine; cancelling on chain binds everyone. Codes: see the document of the API. */
export const cancelOrder: EndpointCall<typeof orderEndpoints.cancelOrder> = /* @__PURE__ */ endpointCall<typeof orderEndpoints.cancelOrder>("/orders/{hash}/cancel", "POST", {"orderHash":"hash","cancel":"body"})
