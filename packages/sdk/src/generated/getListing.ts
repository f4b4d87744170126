// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { marketEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** One machine with its calendar, price history and similar machines, as it can be had now or from `startHour` on. Codes: `node.unknown`, `api.not_ready`, `chain.rpc_unavailable`. */
export const getListing: EndpointCall<typeof marketEndpoints.getListing> = /* @__PURE__ */ endpointCall<typeof marketEndpoints.getListing>("/listings/{node}", "GET", {"node":"node","query":"query"})
