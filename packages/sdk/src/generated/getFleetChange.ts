// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { providerEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** A signed list of the signed-in provider with the result of each node. Codes: `api.not_found`. */
export const getFleetChange = /* @__PURE__ */ endpointCall<typeof providerEndpoints.getFleetChange>("/provider/changes/{hash}", "GET", ["hash"])
