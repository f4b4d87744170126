// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { orderEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Cancel an order with a signature of its owner, its session key or its machine. It binds only this market's engine; a cancellation on the chain binds everyone. Safe to repeat. Codes: see the document of the API. */
export const cancelOrder: EndpointCall<typeof orderEndpoints.cancelOrder> = /* @__PURE__ */ endpointCall<typeof orderEndpoints.cancelOrder>("/orders/{hash}/cancel", "POST", {"orderHash":"hash","cancel":"body"})
