// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { governEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Proposals, newest first, with their votes and how much is missing. Codes: `api.cursor_invalid`, `api.bad_address`, `chain.rpc_unavailable`. */
export const listProposals: EndpointCall<typeof governEndpoints.listProposals> = /* @__PURE__ */ endpointCall<typeof governEndpoints.listProposals>("/govern/proposals", "GET", ["query"])
