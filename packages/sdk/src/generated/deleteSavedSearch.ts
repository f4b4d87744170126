// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { searchEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Deletes a search that the signed-in account keeps; one that is gone is no error. */
export const deleteSavedSearch: EndpointCall<typeof searchEndpoints.deleteSavedSearch> = /* @__PURE__ */ endpointCall<typeof searchEndpoints.deleteSavedSearch>("/account/searches/{searchId}", "DELETE", ["searchId"])
