// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { reviewEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Reviews about a provider by the wallets that paid, newest first. Codes: `api.bad_address`, `api.cursor_invalid`. */
export const listProviderReviews: EndpointCall<typeof reviewEndpoints.listProviderReviews> = /* @__PURE__ */ endpointCall<typeof reviewEndpoints.listProviderReviews>("/providers/{account}/reviews", "GET", ["account","query"])
