// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the progress of a relay (a signed message that the market sends to the chain): its state, transaction and error. Codes: `api.relay_unknown`. */
export const getRelay: EndpointCall<typeof leaseEndpoints.getRelay> = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.getRelay>("/relays/{relayId}", "GET", ["relayId"])
