// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { commitmentEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get one commitment: the promised and the delivered GPU time, its bond, and each step. Codes: `api.not_found`, `chain.rpc_unavailable`. */
export const getCommitment: EndpointCall<typeof commitmentEndpoints.getCommitment> = /* @__PURE__ */ endpointCall<typeof commitmentEndpoints.getCommitment>("/govern/commitments/{id}", "GET", ["id"])
