// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { governEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the G tokens and votes of an account: its stake, its delegate, its withdrawals from the stake, its interest and its panels. Codes: `api.bad_address`, `chain.rpc_unavailable`. */
export const getGovernAccount: EndpointCall<typeof governEndpoints.getGovernAccount> = /* @__PURE__ */ endpointCall<typeof governEndpoints.getGovernAccount>("/govern/accounts/{account}", "GET", ["account"])
