// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { explorerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the leases of all accounts, or of one, as the chain shows them, newest first. For the next page, send the same query with `cursor: nextCursor`. Codes: `api.bad_address`, `api.cursor_invalid`. */
export const listPublicLeases: EndpointCall<typeof explorerEndpoints.listPublicLeases> = /* @__PURE__ */ endpointCall<typeof explorerEndpoints.listPublicLeases>("/explorer/leases", "GET", ["query"])
