// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { reviewEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the signed last entry of the list of reviews on each day, newest first. For the next page, send the same query with `cursor: nextCursor`. Codes: `api.cursor_invalid`. */
export const listReviewHeads: EndpointCall<typeof reviewEndpoints.listReviewHeads> = /* @__PURE__ */ endpointCall<typeof reviewEndpoints.listReviewHeads>("/reviews/heads", "GET", ["query"])
