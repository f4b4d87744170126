// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { orderEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Cancel all open orders of the signed-in account, or those of one side. What is matched already continues. */
export const cancelAllOrders: EndpointCall<typeof orderEndpoints.cancelAllOrders> = /* @__PURE__ */ endpointCall<typeof orderEndpoints.cancelAllOrders>("/orders", "DELETE", ["query"])
