// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { governEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** What calls would come to before anybody proposes them: in words, and as the timelock would make them now. Stores nothing. Codes: `api.not_found`, `chain.rpc_unavailable`. */
export const checkProposalDraft: EndpointCall<typeof governEndpoints.checkProposalDraft> = /* @__PURE__ */ endpointCall<typeof governEndpoints.checkProposalDraft>("/govern/drafts", "POST", ["body"])
