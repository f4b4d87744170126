// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { findingEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Findings against AI services, newest first, by service or member of the panel. Next page: the same query with `cursor: nextCursor`. Codes: `api.cursor_invalid`, `api.bad_address`, `service.unknown`, `chain.rpc_unavailable`. */
export const listFindings: EndpointCall<typeof findingEndpoints.listFindings> = /* @__PURE__ */ endpointCall<typeof findingEndpoints.listFindings>("/findings", "GET", ["query"])
