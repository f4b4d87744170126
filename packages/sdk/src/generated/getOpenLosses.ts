// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List up to 100 leases that were lost with their machine and are still open on the chain, oldest first. */
export const getOpenLosses: EndpointCall<typeof emissionEndpoints.getOpenLosses> = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.getOpenLosses>("/emission/losses", "GET")
