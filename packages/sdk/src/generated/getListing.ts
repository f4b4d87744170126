// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { marketEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get one machine, available or not: its offer now or from `startHour`, its calendar, its price history and similar machines. Codes: `node.unknown`, `api.not_ready`, `chain.rpc_unavailable`. */
export const getListing: EndpointCall<typeof marketEndpoints.getListing> = /* @__PURE__ */ endpointCall<typeof marketEndpoints.getListing>("/listings/{node}", "GET", {"node":"node","query":"query"})
