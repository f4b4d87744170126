// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { searchEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Switch the alerts of a saved search on or off. With alerts, the signed-in account is notified of new machines, at most once an hour. Codes: `api.not_ready`. */
export const setSearchAlerts: EndpointCall<typeof searchEndpoints.setSearchAlerts> = /* @__PURE__ */ endpointCall<typeof searchEndpoints.setSearchAlerts>("/account/searches/{searchId}/alerts", "PUT", ["searchId","body.alerts"])
