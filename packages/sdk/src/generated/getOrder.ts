// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { orderEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get one order with its state, its matches and its phases: accepted, matched, settled, ready. Codes: `order.unknown`. */
export const getOrder: EndpointCall<typeof orderEndpoints.getOrder> = /* @__PURE__ */ endpointCall<typeof orderEndpoints.getOrder>("/orders/{hash}", "GET", ["hash"])
