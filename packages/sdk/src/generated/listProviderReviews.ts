// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { reviewEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List reviews about a provider by the wallets that paid, newest first. For the next page, send the same query with `cursor: nextCursor`. Codes: `api.bad_address`, `api.cursor_invalid`. */
export const listProviderReviews: EndpointCall<typeof reviewEndpoints.listProviderReviews> = /* @__PURE__ */ endpointCall<typeof reviewEndpoints.listProviderReviews>("/providers/{account}/reviews", "GET", ["account","query"])
