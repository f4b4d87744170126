// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { reviewEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the public record of a renter: paid GPU time, leases, disputes with providers, mean of the reviews by providers. Codes: `api.bad_address`, `chain.rpc_unavailable`. */
export const getPublicRenter: EndpointCall<typeof reviewEndpoints.getPublicRenter> = /* @__PURE__ */ endpointCall<typeof reviewEndpoints.getPublicRenter>("/renters/{account}", "GET", ["account"])
