// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { carbonEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List proofs of green energy and their audits, newest first. For the next page, send the same query with `cursor: nextCursor`. Codes: `chain.rpc_unavailable`, `api.cursor_invalid`. */
export const listCarbon: EndpointCall<typeof carbonEndpoints.listCarbon> = /* @__PURE__ */ endpointCall<typeof carbonEndpoints.listCarbon>("/govern/carbon", "GET", ["query"])
