// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { orderEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Submit up to 100 signed orders at once. Each has its own verdict, in their order, and a wrong one does not affect the others. The same orders get the same answer again. Codes: `chain.rpc_unavailable`. */
export const placeOrders: EndpointCall<typeof orderEndpoints.placeOrders> = /* @__PURE__ */ endpointCall<typeof orderEndpoints.placeOrders>("/orders/batch", "POST", ["body"])
