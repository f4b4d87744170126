// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { explorerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List blocks, newest first, with the numbers of this market's transactions and events in each. For the next page, send the same query with `cursor: nextCursor`. Codes: `api.cursor_invalid`. */
export const listBlocks: EndpointCall<typeof explorerEndpoints.listBlocks> = /* @__PURE__ */ endpointCall<typeof explorerEndpoints.listBlocks>("/explorer/blocks", "GET", ["query"])
