// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Signatures of validators under reputations, deliveries, machines and GPU proofs of the last day. */
export const getRootBoard: EndpointCall<typeof emissionEndpoints.getRootBoard> = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.getRootBoard>("/emission/roots", "GET")
