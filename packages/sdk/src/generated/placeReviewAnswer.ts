// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { reviewEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Store the signed answer of the account that a review is about. Nobody can change it. Codes: see the document of the API. */
export const placeReviewAnswer: EndpointCall<typeof reviewEndpoints.placeReviewAnswer> = /* @__PURE__ */ endpointCall<typeof reviewEndpoints.placeReviewAnswer>("/reviews/{number}/answer", "POST", {"number":"number","...":"body"})
