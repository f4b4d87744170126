// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { reviewEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the public record of a provider: its machines with tiers, delivered GPU time, reputation, response to heartbeats, number of faults, mean of reviews. Codes: `api.bad_address`, `api.not_found`. */
export const getPublicProvider: EndpointCall<typeof reviewEndpoints.getPublicProvider> = /* @__PURE__ */ endpointCall<typeof reviewEndpoints.getPublicProvider>("/providers/{account}", "GET", ["account"])
