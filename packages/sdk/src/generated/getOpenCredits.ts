// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Leases whose bill still has time without their machine. */
export const getOpenCredits: EndpointCall<typeof emissionEndpoints.getOpenCredits> = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.getOpenCredits>("/emission/credits", "GET")
