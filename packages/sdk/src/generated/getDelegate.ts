// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { governEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get one delegate: its votes, the accounts that delegate to it, its last 50 votes with reasons, and its statement. Codes: `api.bad_address`, `api.not_found`, `chain.rpc_unavailable`. */
export const getDelegate: EndpointCall<typeof governEndpoints.getDelegate> = /* @__PURE__ */ endpointCall<typeof governEndpoints.getDelegate>("/govern/delegates/{account}", "GET", ["account"])
