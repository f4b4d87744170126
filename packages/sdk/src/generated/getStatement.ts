// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { accountEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the Market balance changes of the signed-in account in one month (UTC), oldest first, with the sums of the month, from final blocks only. For the next page, send the same query with `cursor: nextCursor`. Codes: `api.cursor_invalid`. */
export const getStatement: EndpointCall<typeof accountEndpoints.getStatement> = /* @__PURE__ */ endpointCall<typeof accountEndpoints.getStatement>("/wallet/statement", "GET", ["query"])
