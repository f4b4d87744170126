// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { explorerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** What the chain says of an account. Codes: `api.bad_address`. */
export const getPublicAccount: EndpointCall<typeof explorerEndpoints.getPublicAccount> = /* @__PURE__ */ endpointCall<typeof explorerEndpoints.getPublicAccount>("/explorer/accounts/{account}", "GET", ["account"])
