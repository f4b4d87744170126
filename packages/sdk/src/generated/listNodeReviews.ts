// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { reviewEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List reviews of leases on a machine by the wallets that paid for them, newest first. For the next page, send the same query with `cursor: nextCursor`. Codes: `api.cursor_invalid`. */
export const listNodeReviews: EndpointCall<typeof reviewEndpoints.listNodeReviews> = /* @__PURE__ */ endpointCall<typeof reviewEndpoints.listNodeReviews>("/nodes/{node}/reviews", "GET", ["node","query"])
