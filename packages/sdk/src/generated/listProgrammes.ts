// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List incentive programmes, newest first, with their rates, sponsors and remaining budgets. Codes: `chain.rpc_unavailable`. */
export const listProgrammes: EndpointCall<typeof emissionEndpoints.listProgrammes> = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.listProgrammes>("/emission/programmes", "GET")
