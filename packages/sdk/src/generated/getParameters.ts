// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { governEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List every parameter that votes can set within bounds: its values, its bounds, and its last 50 changes. Codes: `chain.rpc_unavailable`. */
export const getParameters: EndpointCall<typeof governEndpoints.getParameters> = /* @__PURE__ */ endpointCall<typeof governEndpoints.getParameters>("/govern/parameters", "GET")
