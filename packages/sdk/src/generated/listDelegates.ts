// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { governEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the accounts that have votes, most votes first unless `sort` is set. For the next page, send the same query with `cursor: nextCursor`. Codes: `chain.rpc_unavailable`, `api.cursor_invalid`. */
export const listDelegates: EndpointCall<typeof governEndpoints.listDelegates> = /* @__PURE__ */ endpointCall<typeof governEndpoints.listDelegates>("/govern/delegates", "GET", ["query"])
