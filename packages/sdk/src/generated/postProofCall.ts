// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { proofEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Announce the hash of a validator's nonce for a proof slot, and the URL at which it takes commits. Only for the selected validators; once per slot. Codes: see the document of the API. */
export const postProofCall: EndpointCall<typeof proofEndpoints.postProofCall> = /* @__PURE__ */ endpointCall<typeof proofEndpoints.postProofCall>("/proofs/calls", "POST", ["body"])
