// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List up to 100 leases with time to remove from their bills: nobody could reach the machine, and the renter was not at fault. */
export const getOpenCredits: EndpointCall<typeof emissionEndpoints.getOpenCredits> = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.getOpenCredits>("/emission/credits", "GET")
