// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Submit a signed message about a lease or an account, which the market sends to the chain. The signature decides, so no session is needed. Safe to repeat. Codes: see the document of the API. */
export const placeRelay: EndpointCall<typeof leaseEndpoints.placeRelay> = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.placeRelay>("/relays", "POST", ["body"])
