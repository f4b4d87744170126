// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** How far a relay is. Codes: `api.relay_unknown`. */
export const getRelay: EndpointCall<typeof leaseEndpoints.getRelay> = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.getRelay>("/relays/{relayId}", "GET", ["relayId"])
