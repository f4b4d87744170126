// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { orderEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the queue position of each resting bid of the signed-in account, highest price first, from the journal. Codes: `api.not_ready`. */
export const getOrderPlaces: EndpointCall<typeof orderEndpoints.getOrderPlaces> = /* @__PURE__ */ endpointCall<typeof orderEndpoints.getOrderPlaces>("/orders/places", "GET")
