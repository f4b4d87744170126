// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { governEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the payments to and from the treasury: sums of each of the last 30 days, the last 50 payments, and the market fees that were burned. Codes: `chain.rpc_unavailable`. */
export const getTreasury: EndpointCall<typeof governEndpoints.getTreasury> = /* @__PURE__ */ endpointCall<typeof governEndpoints.getTreasury>("/govern/treasury", "GET")
