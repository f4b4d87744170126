// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Leases that were lost with their node and run on the chain still. */
export const getOpenLosses: EndpointCall<typeof emissionEndpoints.getOpenLosses> = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.getOpenLosses>("/emission/losses", "GET")
