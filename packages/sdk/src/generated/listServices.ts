// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { serviceEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List registered AI services with their prices, terms and bonds, newest first. For the next page, send the same query with `cursor: nextCursor`. Codes: `api.bad_address`, `api.cursor_invalid`. */
export const listServices: EndpointCall<typeof serviceEndpoints.listServices> = /* @__PURE__ */ endpointCall<typeof serviceEndpoints.listServices>("/services", "GET", ["query"])
