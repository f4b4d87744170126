// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { reviewEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** All reviews, answers and hidden texts as one list of chained hashes, oldest first. Next page: `after` the last number. */
export const listReviewEntries: EndpointCall<typeof reviewEndpoints.listReviewEntries> = /* @__PURE__ */ endpointCall<typeof reviewEndpoints.listReviewEntries>("/reviews", "GET", ["query"])
