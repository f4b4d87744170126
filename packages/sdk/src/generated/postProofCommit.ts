// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { proofEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Submit the commits of a machine to the proofs of its free GPUs, before any nonce is known; once per slot. Codes: see the document of the API. */
export const postProofCommit: EndpointCall<typeof proofEndpoints.postProofCommit> = /* @__PURE__ */ endpointCall<typeof proofEndpoints.postProofCommit>("/proofs/commits", "POST", ["body"])
