// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { probeEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the network speed that a machine claims, and what validators measured in the last 24 hours. Codes: `node.unknown`. */
export const getNodeProbes: EndpointCall<typeof probeEndpoints.getNodeProbes> = /* @__PURE__ */ endpointCall<typeof probeEndpoints.getNodeProbes>("/nodes/{node}/probes", "GET", ["node"])
