// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { searchEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Delete a saved search of the signed-in account. No error if there is none. */
export const deleteSavedSearch: EndpointCall<typeof searchEndpoints.deleteSavedSearch> = /* @__PURE__ */ endpointCall<typeof searchEndpoints.deleteSavedSearch>("/account/searches/{searchId}", "DELETE", ["searchId"])
