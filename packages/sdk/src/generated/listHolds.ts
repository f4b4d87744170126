// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { orderEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the active holds of the signed-in account, newest first, and how many funded holds it may still make in this hour. Codes: `api.not_ready`. */
export const listHolds: EndpointCall<typeof orderEndpoints.listHolds> = /* @__PURE__ */ endpointCall<typeof orderEndpoints.listHolds>("/holds", "GET")
