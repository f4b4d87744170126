// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { proofEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** What a machine claims and what its proofs show, with its newest 50 slots. Codes: `node.unknown`. */
export const getNodeProofs: EndpointCall<typeof proofEndpoints.getNodeProofs> = /* @__PURE__ */ endpointCall<typeof proofEndpoints.getNodeProofs>("/nodes/{node}/proofs", "GET", ["node"])
