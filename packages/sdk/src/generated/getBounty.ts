// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { bountyEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get one bounty: the work that it asks for, its claimer, its reviewers with their scores, and each step. Codes: `api.not_found`, `chain.rpc_unavailable`. */
export const getBounty: EndpointCall<typeof bountyEndpoints.getBounty> = /* @__PURE__ */ endpointCall<typeof bountyEndpoints.getBounty>("/govern/bounties/{id}", "GET", ["id"])
