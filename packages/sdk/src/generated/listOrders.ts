// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { orderEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the orders of the signed-in account, newest first: all, or by side and state. For the next page, send the same query with `cursor: nextCursor`. Codes: `api.cursor_invalid`. */
export const listOrders: EndpointCall<typeof orderEndpoints.listOrders> = /* @__PURE__ */ endpointCall<typeof orderEndpoints.listOrders>("/orders", "GET", ["query"])
