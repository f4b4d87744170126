// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { serviceEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the pots, allowances and channels of an account, and what its channels settled on each day. The chain shows this to everyone. For the next page, send the same query with `cursor: nextCursor`. Codes: `api.bad_address`, `api.cursor_invalid`. */
export const getPayer: EndpointCall<typeof serviceEndpoints.getPayer> = /* @__PURE__ */ endpointCall<typeof serviceEndpoints.getPayer>("/services/payers/{account}", "GET", ["account","query"])
