// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { explorerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the numbers of all registered machines and GPUs: in the world, and by region, location and GPU class. They are up to 10 s old. */
export const getNetwork: EndpointCall<typeof explorerEndpoints.getNetwork> = /* @__PURE__ */ endpointCall<typeof explorerEndpoints.getNetwork>("/explorer/network", "GET")
