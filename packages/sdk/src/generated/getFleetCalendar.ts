// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { providerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** What becomes of the hours of the signed-in provider's nodes in 28 days: a page of nodes by id; `next` of it is the `after` of the next one. */
export const getFleetCalendar: EndpointCall<typeof providerEndpoints.getFleetCalendar> = /* @__PURE__ */ endpointCall<typeof providerEndpoints.getFleetCalendar>("/provider/calendar", "GET", ["query"])
