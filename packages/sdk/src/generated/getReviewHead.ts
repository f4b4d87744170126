// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { reviewEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the last entry of the list of reviews, signed now. Save it: a later list without this entry proves that one was removed. */
export const getReviewHead: EndpointCall<typeof reviewEndpoints.getReviewHead> = /* @__PURE__ */ endpointCall<typeof reviewEndpoints.getReviewHead>("/reviews/head", "GET")
