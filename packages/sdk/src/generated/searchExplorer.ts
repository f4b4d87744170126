// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { explorerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** What is known by an address, a hash or a number. */
export const searchExplorer: EndpointCall<typeof explorerEndpoints.searchExplorer> = /* @__PURE__ */ endpointCall<typeof explorerEndpoints.searchExplorer>("/explorer/search", "GET", ["query.q"])
