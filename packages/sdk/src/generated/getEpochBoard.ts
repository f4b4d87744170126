// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** Signatures of validators under epochs of the last day. */
export const getEpochBoard = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.getEpochBoard>("/emission/board", "GET")
