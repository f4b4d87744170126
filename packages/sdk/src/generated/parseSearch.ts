// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { marketEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Convert a typed sentence into a query for `GET /listings`, with chips, the words that were not understood, and the answer to a question. Codes: `api.not_ready`, `api.sentence_too_long`. */
export const parseSearch: EndpointCall<typeof marketEndpoints.parseSearch> = /* @__PURE__ */ endpointCall<typeof marketEndpoints.parseSearch>("/search/parse", "GET", ["query"])
