// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Hand in a signed statement for the engine to carry to the chain. Codes: see the document of the API. */
export const placeRelay: EndpointCall<typeof leaseEndpoints.placeRelay> = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.placeRelay>("/relays", "POST", ["body"])
