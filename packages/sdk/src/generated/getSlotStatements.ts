// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the results of all GPUs in a proof slot by their Merkle root, for 62 days. Codes: `api.not_found`. */
export const getSlotStatements: EndpointCall<typeof emissionEndpoints.getSlotStatements> = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.getSlotStatements>("/emission/proofs/{root}", "GET", ["root"])
