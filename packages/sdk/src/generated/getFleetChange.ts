// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { providerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get a signed list of the signed-in provider with the result of each machine. Codes: `api.not_found`. */
export const getFleetChange: EndpointCall<typeof providerEndpoints.getFleetChange> = /* @__PURE__ */ endpointCall<typeof providerEndpoints.getFleetChange>("/provider/changes/{hash}", "GET", ["hash"])
