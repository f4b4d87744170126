// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { findingEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List findings (accusations against AI services), newest first: all, or by service or panel member. For the next page, send the same query with `cursor: nextCursor`. Codes: `api.bad_address`, `service.unknown`, `chain.rpc_unavailable`, `api.cursor_invalid`. */
export const listFindings: EndpointCall<typeof findingEndpoints.listFindings> = /* @__PURE__ */ endpointCall<typeof findingEndpoints.listFindings>("/findings", "GET", ["query"])
