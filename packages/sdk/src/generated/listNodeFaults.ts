// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { faultEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** The newest 100 faults of a machine that its provider caused, and leases that the provider ended. */
export const listNodeFaults: EndpointCall<typeof faultEndpoints.listNodeFaults> = /* @__PURE__ */ endpointCall<typeof faultEndpoints.listNodeFaults>("/nodes/{node}/faults", "GET", ["node"])
