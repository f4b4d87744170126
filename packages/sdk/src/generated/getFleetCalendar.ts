// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { providerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the leased, held, free and not offered GPU-hours of the signed-in provider's machines for each of 28 days, in the order of their ids. For the next page, send the same query with `cursor: nextCursor`. Codes: `api.cursor_invalid`. */
export const getFleetCalendar: EndpointCall<typeof providerEndpoints.getFleetCalendar> = /* @__PURE__ */ endpointCall<typeof providerEndpoints.getFleetCalendar>("/provider/calendar", "GET", ["query"])
