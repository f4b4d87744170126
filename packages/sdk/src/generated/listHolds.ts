// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { orderEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Holds of the signed-in account that still last, newest first, and how many more it may make. Codes: `api.not_ready`. */
export const listHolds: EndpointCall<typeof orderEndpoints.listHolds> = /* @__PURE__ */ endpointCall<typeof orderEndpoints.listHolds>("/holds", "GET")
