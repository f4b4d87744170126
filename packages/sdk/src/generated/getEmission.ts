// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the state of emission (new PToken that machines are paid): its validators, its factors, and its last 48 epochs, newest first. Codes: `chain.rpc_unavailable`. */
export const getEmission: EndpointCall<typeof emissionEndpoints.getEmission> = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.getEmission>("/emission", "GET")
