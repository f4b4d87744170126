// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Leases of the signed-in account, newest first; as renter also those it holds by transfer and those it gave away, as guest those that are shared with it. Codes: `api.cursor_invalid`, `chain.rpc_unavailable`. */
export const listLeases: EndpointCall<typeof leaseEndpoints.listLeases> = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.listLeases>("/leases", "GET", ["query"])
