// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { modelEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List commercial models that are paid for in G tokens, newest first, and the present rate of PToken to G. For the next page, send the same query with `cursor: nextCursor`. Codes: `chain.rpc_unavailable`, `api.cursor_invalid`. */
export const listModels: EndpointCall<typeof modelEndpoints.listModels> = /* @__PURE__ */ endpointCall<typeof modelEndpoints.listModels>("/govern/models", "GET", ["query"])
