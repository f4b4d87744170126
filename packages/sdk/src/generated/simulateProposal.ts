// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { governEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Simulate the calls of a proposal, as if the timelock made them now. Sends nothing to the chain. Codes: `api.not_found`, `chain.rpc_unavailable`. */
export const simulateProposal: EndpointCall<typeof governEndpoints.simulateProposal> = /* @__PURE__ */ endpointCall<typeof governEndpoints.simulateProposal>("/govern/proposals/{id}/simulation", "GET", ["id"])
