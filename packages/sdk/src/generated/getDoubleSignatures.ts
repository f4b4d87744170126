// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Pairs of roots that one validator signed for one subject and hour. */
export const getDoubleSignatures: EndpointCall<typeof emissionEndpoints.getDoubleSignatures> = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.getDoubleSignatures>("/emission/doubles", "GET")
