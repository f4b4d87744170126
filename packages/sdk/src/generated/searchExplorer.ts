// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { explorerEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** What is known by an address, a hash or a number. */
export const searchExplorer = /* @__PURE__ */ endpointCall<typeof explorerEndpoints.searchExplorer>("/explorer/search", "GET", ["query.q"])
