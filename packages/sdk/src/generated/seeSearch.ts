// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { searchEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Mark a saved search of the signed-in account as seen: the machines that it finds now are no longer new. Safe to repeat. Codes: `api.not_ready`. */
export const seeSearch: EndpointCall<typeof searchEndpoints.seeSearch> = /* @__PURE__ */ endpointCall<typeof searchEndpoints.seeSearch>("/account/searches/{searchId}/seen", "POST", ["searchId"])
