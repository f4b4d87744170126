// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { explorerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List transactions with events of this market's contracts, newest first. For the next page, send the same query with `cursor: nextCursor`. Codes: `api.cursor_invalid`. */
export const listTransactions: EndpointCall<typeof explorerEndpoints.listTransactions> = /* @__PURE__ */ endpointCall<typeof explorerEndpoints.listTransactions>("/explorer/transactions", "GET", ["query"])
