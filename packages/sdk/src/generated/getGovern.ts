// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { governEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the PToken reserve, the G token supply and stake, the treasury, and the rules of voting. Codes: `chain.rpc_unavailable`. */
export const getGovern: EndpointCall<typeof governEndpoints.getGovern> = /* @__PURE__ */ endpointCall<typeof governEndpoints.getGovern>("/govern", "GET")
