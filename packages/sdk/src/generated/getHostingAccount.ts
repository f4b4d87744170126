// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { hostingEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the shares of hosting programmes that an account can claim, with their Merkle paths, and the programmes that it sponsors. Codes: `api.bad_address`, `chain.rpc_unavailable`. */
export const getHostingAccount: EndpointCall<typeof hostingEndpoints.getHostingAccount> = /* @__PURE__ */ endpointCall<typeof hostingEndpoints.getHostingAccount>("/hosting/accounts/{account}", "GET", ["account"])
