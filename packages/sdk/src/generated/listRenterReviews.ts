// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { reviewEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List reviews about a renter by its providers, newest first. For the next page, send the same query with `cursor: nextCursor`. Codes: `api.bad_address`, `api.cursor_invalid`. */
export const listRenterReviews: EndpointCall<typeof reviewEndpoints.listRenterReviews> = /* @__PURE__ */ endpointCall<typeof reviewEndpoints.listRenterReviews>("/renters/{account}/reviews", "GET", ["account","query"])
