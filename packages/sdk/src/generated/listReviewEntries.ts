// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { reviewEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List all reviews, answers and hidden or deleted texts, oldest first, as one list of chained hashes. For the next page, send `after` with the last number. */
export const listReviewEntries: EndpointCall<typeof reviewEndpoints.listReviewEntries> = /* @__PURE__ */ endpointCall<typeof reviewEndpoints.listReviewEntries>("/reviews", "GET", ["query"])
