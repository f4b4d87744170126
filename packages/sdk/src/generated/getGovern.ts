// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { governEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the reserve behind PToken, the supply and total stake of the G token, the treasury, and the rules of voting. Codes: `chain.rpc_unavailable`. */
export const getGovern: EndpointCall<typeof governEndpoints.getGovern> = /* @__PURE__ */ endpointCall<typeof governEndpoints.getGovern>("/govern", "GET")
