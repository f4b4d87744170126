// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { governEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Check the calls of a proposal before anyone proposes it: in plain words, and simulated as if the timelock made them now. Stores nothing. Codes: `api.not_found`, `chain.rpc_unavailable`. */
export const checkProposalDraft: EndpointCall<typeof governEndpoints.checkProposalDraft> = /* @__PURE__ */ endpointCall<typeof governEndpoints.checkProposalDraft>("/govern/drafts", "POST", ["body"])
