// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { orderEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Orders of the signed-in account, newest first: of one side or both; those of which something waits, those that are over, or all. Codes: `api.cursor_invalid`. */
export const listOrders: EndpointCall<typeof orderEndpoints.listOrders> = /* @__PURE__ */ endpointCall<typeof orderEndpoints.listOrders>("/orders", "GET", ["query"])
