// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the signatures of validators for Merkle roots of the last 24 hours: reputations, deliveries, machines, GPU proofs, closed leases and frauds. */
export const getRootBoard: EndpointCall<typeof emissionEndpoints.getRootBoard> = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.getRootBoard>("/emission/roots", "GET")
