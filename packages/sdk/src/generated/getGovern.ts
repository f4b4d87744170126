// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { governEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** Reserve, G, treasury and the rules of voting. Codes: `chain.rpc_unavailable`. */
export const getGovern = /* @__PURE__ */ endpointCall<typeof governEndpoints.getGovern>("/govern", "GET")
