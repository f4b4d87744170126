// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { governEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the grants of G tokens that were made when the market began. Each shows how much has vested, was paid, and can be paid now. Codes: `chain.rpc_unavailable`. */
export const getVesting: EndpointCall<typeof governEndpoints.getVesting> = /* @__PURE__ */ endpointCall<typeof governEndpoints.getVesting>("/govern/vesting", "GET")
