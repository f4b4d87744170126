// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { explorerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the chain data of an account: its Market balance, fees, bond, and whether it is a provider. Amounts of an unknown account are 0. Codes: `api.bad_address`. */
export const getPublicAccount: EndpointCall<typeof explorerEndpoints.getPublicAccount> = /* @__PURE__ */ endpointCall<typeof explorerEndpoints.getPublicAccount>("/explorer/accounts/{account}", "GET", ["account"])
