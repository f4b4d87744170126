// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { reviewEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List reviews that an account wrote, as renter and as provider, newest first. For the next page, send the same query with `cursor: nextCursor`. Codes: `api.bad_address`, `api.cursor_invalid`. */
export const listWrittenReviews: EndpointCall<typeof reviewEndpoints.listWrittenReviews> = /* @__PURE__ */ endpointCall<typeof reviewEndpoints.listWrittenReviews>("/reviewers/{account}/reviews", "GET", ["account","query"])
