// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { proofEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** A drawn validator announces its nonce for a slot, and where it takes commits; once a slot. Codes: see the document of the API. */
export const postProofCall: EndpointCall<typeof proofEndpoints.postProofCall> = /* @__PURE__ */ endpointCall<typeof proofEndpoints.postProofCall>("/proofs/calls", "POST", ["body"])
