// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { faultEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the newest 100 public faults of a machine: those that its provider caused, and leases that the provider ended. Of the answers, only the provider's are shown. */
export const listNodeFaults: EndpointCall<typeof faultEndpoints.listNodeFaults> = /* @__PURE__ */ endpointCall<typeof faultEndpoints.listNodeFaults>("/nodes/{node}/faults", "GET", ["node"])
