// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { disputeEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get one dispute: its parties, deadlines, evidence, juries with revealed votes, payments and each step. Codes: `api.not_found`, `chain.rpc_unavailable`. */
export const getDispute: EndpointCall<typeof disputeEndpoints.getDispute> = /* @__PURE__ */ endpointCall<typeof disputeEndpoints.getDispute>("/disputes/{id}", "GET", ["id"])
