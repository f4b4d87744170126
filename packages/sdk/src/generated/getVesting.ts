// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { governEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the G token grants of genesis, with the vested, the paid and the payable amount of each. Codes: `chain.rpc_unavailable`. */
export const getVesting: EndpointCall<typeof governEndpoints.getVesting> = /* @__PURE__ */ endpointCall<typeof governEndpoints.getVesting>("/govern/vesting", "GET")
