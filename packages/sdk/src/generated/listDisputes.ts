// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { disputeEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Disputes about bonds, newest first, by state, party, juror or lease. Next page: the same query with `cursor: nextCursor`. Codes: `api.cursor_invalid`, `api.bad_address`, `chain.rpc_unavailable`. */
export const listDisputes: EndpointCall<typeof disputeEndpoints.listDisputes> = /* @__PURE__ */ endpointCall<typeof disputeEndpoints.listDisputes>("/disputes", "GET", ["query"])
