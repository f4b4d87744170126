// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the leases of the signed-in account as renter (also transferred ones), as provider, or as guest (shared ones), newest first. For the next page, send the same query with `cursor: nextCursor`. Codes: `chain.rpc_unavailable`, `api.cursor_invalid`. */
export const listLeases: EndpointCall<typeof leaseEndpoints.listLeases> = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.listLeases>("/leases", "GET", ["query"])
