// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { explorerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Find the account, machine, order, lease, block or transaction with an address, hash or number. The list is empty if nothing matches. */
export const searchExplorer: EndpointCall<typeof explorerEndpoints.searchExplorer> = /* @__PURE__ */ endpointCall<typeof explorerEndpoints.searchExplorer>("/explorer/search", "GET", ["query.q"])
