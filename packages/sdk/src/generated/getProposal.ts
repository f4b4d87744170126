// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { governEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** One proposal: its calls in words, who voted and why, its bond and its way. Codes: `api.not_found`, `chain.rpc_unavailable`. */
export const getProposal: EndpointCall<typeof governEndpoints.getProposal> = /* @__PURE__ */ endpointCall<typeof governEndpoints.getProposal>("/govern/proposals/{id}", "GET", ["id"])
