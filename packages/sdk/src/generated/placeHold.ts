// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { orderEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Request a hold, which keeps a machine or its price for the signed-in account for five minutes. The state is `requested`; get the hold again until it is `held` or `rejected`. Codes: see the document of the API. */
export const placeHold: EndpointCall<typeof orderEndpoints.placeHold> = /* @__PURE__ */ endpointCall<typeof orderEndpoints.placeHold>("/holds", "POST", ["body"])
