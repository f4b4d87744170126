// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { searchEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Switches the alerts of a saved search on or off: with them the account is told, at most once an hour, when the search finds nodes that are new. Codes: `api.not_ready`. */
export const setSearchAlerts: EndpointCall<typeof searchEndpoints.setSearchAlerts> = /* @__PURE__ */ endpointCall<typeof searchEndpoints.setSearchAlerts>("/account/searches/{searchId}/alerts", "PUT", ["searchId","body.alerts"])
