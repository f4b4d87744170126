// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { marketEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the offer of one machine that its provider made only to the signed-in account, now or from `startHour`. Codes: `api.not_ready`, `chain.rpc_unavailable`. */
export const getPrivateListing: EndpointCall<typeof marketEndpoints.getPrivateListing> = /* @__PURE__ */ endpointCall<typeof marketEndpoints.getPrivateListing>("/listings/{node}/private", "GET", {"node":"node","query":"query"})
