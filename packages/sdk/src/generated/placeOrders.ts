// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { orderEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Hands in up to 100 signed orders at once, in a fraction of the time that one by one takes. Each has its own verdict, in their order: what is wrong with one is no matter to the others. Sending the same orders again answers the same. Codes: `chain.rpc_unavailable`. */
export const placeOrders: EndpointCall<typeof orderEndpoints.placeOrders> = /* @__PURE__ */ endpointCall<typeof orderEndpoints.placeOrders>("/orders/batch", "POST", ["body"])
