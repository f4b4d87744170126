// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { reviewEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** The signed head of each day, newest first. Next page: the same query with `cursor: nextCursor`. Codes: `api.cursor_invalid`. */
export const listReviewHeads: EndpointCall<typeof reviewEndpoints.listReviewHeads> = /* @__PURE__ */ endpointCall<typeof reviewEndpoints.listReviewHeads>("/reviews/heads", "GET", ["query"])
