// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { explorerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Every registered node, counted by region, place and class. */
export const getNetwork: EndpointCall<typeof explorerEndpoints.getNetwork> = /* @__PURE__ */ endpointCall<typeof explorerEndpoints.getNetwork>("/explorer/network", "GET")
