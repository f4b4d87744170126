// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** Incentive programmes and what is left of each. Codes: `chain.rpc_unavailable`. */
export const listProgrammes = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.listProgrammes>("/emission/programmes", "GET")
