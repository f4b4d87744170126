// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { disputeEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List disputes about bonds, newest first: all, or by state, account, role or lease. For the next page, send the same query with `cursor: nextCursor`. Codes: `api.bad_address`, `chain.rpc_unavailable`, `api.cursor_invalid`. */
export const listDisputes: EndpointCall<typeof disputeEndpoints.listDisputes> = /* @__PURE__ */ endpointCall<typeof disputeEndpoints.listDisputes>("/disputes", "GET", ["query"])
