// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { reviewEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the reviews of a lease by both sides, and until when the signed-in account may write one. Codes: `lease.unknown`. */
export const listLeaseReviews: EndpointCall<typeof reviewEndpoints.listLeaseReviews> = /* @__PURE__ */ endpointCall<typeof reviewEndpoints.listLeaseReviews>("/leases/{leaseId}/reviews", "GET", ["leaseId"])
