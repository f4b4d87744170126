// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { proofEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the GPUs that a machine claims, and its answers in the newest 50 proof slots with the verdicts of validators. Codes: `node.unknown`. */
export const getNodeProofs: EndpointCall<typeof proofEndpoints.getNodeProofs> = /* @__PURE__ */ endpointCall<typeof proofEndpoints.getNodeProofs>("/nodes/{node}/proofs", "GET", ["node"])
