// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { proofEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Submit the sampled rows of one GPU, within 60 s after the block that selects them; once per GPU and slot. Codes: see the document of the API. */
export const postProofOpening: EndpointCall<typeof proofEndpoints.postProofOpening> = /* @__PURE__ */ endpointCall<typeof proofEndpoints.postProofOpening>("/proofs/openings", "POST", ["body"])
