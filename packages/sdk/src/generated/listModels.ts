// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { modelEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Commercial models that are paid for in G, newest first, and the rate of now. Next page: the same query with `cursor: nextCursor`. Codes: `api.cursor_invalid`, `chain.rpc_unavailable`. */
export const listModels: EndpointCall<typeof modelEndpoints.listModels> = /* @__PURE__ */ endpointCall<typeof modelEndpoints.listModels>("/govern/models", "GET", ["query"])
