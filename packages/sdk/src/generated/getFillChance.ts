// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { marketDataEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get how often an order for a GPU class would have been filled, by the trades of the last 28 days: in all regions, or in `region`. It shows history and promises nothing. Codes: `api.not_ready`, `api.not_found`. */
export const getFillChance: EndpointCall<typeof marketDataEndpoints.getFillChance> = /* @__PURE__ */ endpointCall<typeof marketDataEndpoints.getFillChance>("/market/{class}/chance", "GET", ["class","query"])
