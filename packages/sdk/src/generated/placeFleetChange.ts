// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { providerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Sends a list of up to 1,000 changes with one signature of the signed-in provider to its nodes, which check it and act on it themselves. Codes: see the document of the API. */
export const placeFleetChange: EndpointCall<typeof providerEndpoints.placeFleetChange> = /* @__PURE__ */ endpointCall<typeof providerEndpoints.placeFleetChange>("/provider/changes", "POST", ["body"])
