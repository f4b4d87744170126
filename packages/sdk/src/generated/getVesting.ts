// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { governEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** The grants of genesis: what has vested, what is paid and what can be. Codes: `chain.rpc_unavailable`. */
export const getVesting: EndpointCall<typeof governEndpoints.getVesting> = /* @__PURE__ */ endpointCall<typeof governEndpoints.getVesting>("/govern/vesting", "GET")
