// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { explorerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List registered machines, available or not, in the order of their ids. For the next page, send the same query with `cursor: nextCursor`. Codes: `api.bad_address`, `api.cursor_invalid`. */
export const listNetworkNodes: EndpointCall<typeof explorerEndpoints.listNetworkNodes> = /* @__PURE__ */ endpointCall<typeof explorerEndpoints.listNetworkNodes>("/explorer/nodes", "GET", ["query"])
