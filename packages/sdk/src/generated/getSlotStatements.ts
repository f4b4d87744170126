// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** The statements of validators about a slot of GPU proofs, for 62 days. Codes: `api.not_found`. */
export const getSlotStatements: EndpointCall<typeof emissionEndpoints.getSlotStatements> = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.getSlotStatements>("/emission/proofs/{root}", "GET", ["root"])
