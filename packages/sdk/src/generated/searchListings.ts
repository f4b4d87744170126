// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { marketEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Search the machines that can be rented now or from `startHour`, with the number of machines for each choice of a filter. For the next page, send the same query with `cursor: nextCursor`. Codes: `api.invalid_field`, `api.not_ready`, `chain.rpc_unavailable`, `api.cursor_invalid`. */
export const searchListings: EndpointCall<typeof marketEndpoints.searchListings> = /* @__PURE__ */ endpointCall<typeof marketEndpoints.searchListings>("/listings", "GET", ["query"])
