// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { explorerEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** Registered nodes in the order of their ids. Next page: the same query with `cursor: nextCursor`. Codes: `api.cursor_invalid`, `api.bad_address`. */
export const listNetworkNodes = /* @__PURE__ */ endpointCall<typeof explorerEndpoints.listNetworkNodes>("/explorer/nodes", "GET", ["query"])
