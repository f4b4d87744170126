// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { searchEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** The searches that the signed-in account keeps, newest first, with how many nodes each finds now and how many are new. Codes: `api.not_ready`. */
export const listSavedSearches: EndpointCall<typeof searchEndpoints.listSavedSearches> = /* @__PURE__ */ endpointCall<typeof searchEndpoints.listSavedSearches>("/account/searches", "GET")
