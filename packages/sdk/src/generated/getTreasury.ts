// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { governEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** What came into the treasury and went out of it, by day, and what of fees was burned. Codes: `chain.rpc_unavailable`. */
export const getTreasury: EndpointCall<typeof governEndpoints.getTreasury> = /* @__PURE__ */ endpointCall<typeof governEndpoints.getTreasury>("/govern/treasury", "GET")
