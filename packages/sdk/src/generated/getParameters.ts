// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { governEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Every bounded parameter: its value, its bounds, and who changed it when from what to what. Codes: `chain.rpc_unavailable`. */
export const getParameters: EndpointCall<typeof governEndpoints.getParameters> = /* @__PURE__ */ endpointCall<typeof governEndpoints.getParameters>("/govern/parameters", "GET")
