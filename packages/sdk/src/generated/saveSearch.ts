// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { searchEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Save a search for the signed-in account, at most ten. If it is saved already, the machines that it finds now are marked as seen. Codes: `account.searches_limit`, `api.not_ready`. */
export const saveSearch: EndpointCall<typeof searchEndpoints.saveSearch> = /* @__PURE__ */ endpointCall<typeof searchEndpoints.saveSearch>("/account/searches", "POST", ["body.query"])
