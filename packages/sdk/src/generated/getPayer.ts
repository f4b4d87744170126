// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { serviceEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Pots, allowances and channels of an account, and what its channels settled a day. The chain shows this to everyone. Codes: `api.cursor_invalid`, `api.bad_address`. */
export const getPayer: EndpointCall<typeof serviceEndpoints.getPayer> = /* @__PURE__ */ endpointCall<typeof serviceEndpoints.getPayer>("/services/payers/{account}", "GET", ["account","query"])
