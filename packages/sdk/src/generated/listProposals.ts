// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { governEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List proposals, newest first, with their votes and the missing quorum. For the next page, send the same query with `cursor: nextCursor`. Codes: `api.bad_address`, `chain.rpc_unavailable`, `api.cursor_invalid`. */
export const listProposals: EndpointCall<typeof governEndpoints.listProposals> = /* @__PURE__ */ endpointCall<typeof governEndpoints.listProposals>("/govern/proposals", "GET", ["query"])
