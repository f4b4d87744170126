// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { searchEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Say that a saved search was looked at: what it finds now is new no more. Codes: `api.not_ready`. */
export const seeSearch: EndpointCall<typeof searchEndpoints.seeSearch> = /* @__PURE__ */ endpointCall<typeof searchEndpoints.seeSearch>("/account/searches/{searchId}/seen", "POST", ["searchId"])
