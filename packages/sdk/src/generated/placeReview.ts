// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { reviewEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Store a signed review of a lease, within 30 days after it closed: by the wallet that paid for at least one hour of it, or by its provider. Nobody can change it. Codes: see the document of the API. */
export const placeReview: EndpointCall<typeof reviewEndpoints.placeReview> = /* @__PURE__ */ endpointCall<typeof reviewEndpoints.placeReview>("/reviews", "POST", ["body"])
