// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { searchEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the saved searches of the signed-in account, newest first, each with the number of machines that it finds now and how many are new. Codes: `api.not_ready`. */
export const listSavedSearches: EndpointCall<typeof searchEndpoints.listSavedSearches> = /* @__PURE__ */ endpointCall<typeof searchEndpoints.listSavedSearches>("/account/searches", "GET")
