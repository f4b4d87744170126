// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { providerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the leases of the signed-in provider that closed in a month or a year (UTC), newest first, with the sums of all of them. For the next page, send the same query with `cursor: nextCursor`. Codes: `api.cursor_invalid`. */
export const getProviderStatement: EndpointCall<typeof providerEndpoints.getProviderStatement> = /* @__PURE__ */ endpointCall<typeof providerEndpoints.getProviderStatement>("/provider/statement", "GET", ["query"])
