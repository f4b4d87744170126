// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { accountEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Balance, what is set aside, and the statement. Codes: `chain.rpc_unavailable`. */
export const getWallet: EndpointCall<typeof accountEndpoints.getWallet> = /* @__PURE__ */ endpointCall<typeof accountEndpoints.getWallet>("/wallet", "GET", ["query"])
