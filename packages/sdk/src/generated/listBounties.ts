// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { bountyEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List bounties (work that is paid in G tokens), newest first. For the next page, send the same query with `cursor: nextCursor`. Codes: `chain.rpc_unavailable`, `api.cursor_invalid`. */
export const listBounties: EndpointCall<typeof bountyEndpoints.listBounties> = /* @__PURE__ */ endpointCall<typeof bountyEndpoints.listBounties>("/govern/bounties", "GET", ["query"])
