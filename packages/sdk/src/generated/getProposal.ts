// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { governEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get one proposal: its calls in plain words, its voters with their reasons, its bond, and its timeline. Codes: `api.not_found`, `chain.rpc_unavailable`. */
export const getProposal: EndpointCall<typeof governEndpoints.getProposal> = /* @__PURE__ */ endpointCall<typeof governEndpoints.getProposal>("/govern/proposals/{id}", "GET", ["id"])
