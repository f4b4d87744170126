// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { commitmentEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List commitments (GPU time that providers promised in advance), newest first. For the next page, send the same query with `cursor: nextCursor`. Codes: `api.bad_address`, `chain.rpc_unavailable`, `api.cursor_invalid`. */
export const listCommitments: EndpointCall<typeof commitmentEndpoints.listCommitments> = /* @__PURE__ */ endpointCall<typeof commitmentEndpoints.listCommitments>("/govern/commitments", "GET", ["query"])
