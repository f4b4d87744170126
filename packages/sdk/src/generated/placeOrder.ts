// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { orderEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Submit one signed order. The answer is a signed receipt, and the same order gets it again. The signature decides, so no session is needed. Codes: see the document of the API. */
export const placeOrder: EndpointCall<typeof orderEndpoints.placeOrder> = /* @__PURE__ */ endpointCall<typeof orderEndpoints.placeOrder>("/orders", "POST", ["body"])
