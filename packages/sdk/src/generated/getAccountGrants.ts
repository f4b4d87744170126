// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { governEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the last 100 payments that executed proposals made to an account, newest first. Codes: `api.bad_address`, `chain.rpc_unavailable`. */
export const getAccountGrants: EndpointCall<typeof governEndpoints.getAccountGrants> = /* @__PURE__ */ endpointCall<typeof governEndpoints.getAccountGrants>("/govern/accounts/{account}/grants", "GET", ["account"])
