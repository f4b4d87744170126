// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List pairs of different roots that one validator signed for the same subject and epoch, as evidence against it. */
export const getDoubleSignatures: EndpointCall<typeof emissionEndpoints.getDoubleSignatures> = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.getDoubleSignatures>("/emission/doubles", "GET")
