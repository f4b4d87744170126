// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the signatures of validators for the emission epochs of the last 24 hours. */
export const getEpochBoard: EndpointCall<typeof emissionEndpoints.getEpochBoard> = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.getEpochBoard>("/emission/board", "GET")
