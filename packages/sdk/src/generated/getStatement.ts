// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { accountEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** A month of the signed-in account's Market balance, such as "2026-11", UTC, from final blocks: a page; `next` of it is the `after` of the next one. Codes: `api.cursor_invalid`. */
export const getStatement: EndpointCall<typeof accountEndpoints.getStatement> = /* @__PURE__ */ endpointCall<typeof accountEndpoints.getStatement>("/wallet/statement", "GET", ["query"])
