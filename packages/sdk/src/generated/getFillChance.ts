// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { marketDataEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** How often an order for a class would have been met, counted from the trades of the last 28 days; of one region when it is named. History, and no promise. Codes: `api.not_ready`, `api.not_found`. */
export const getFillChance: EndpointCall<typeof marketDataEndpoints.getFillChance> = /* @__PURE__ */ endpointCall<typeof marketDataEndpoints.getFillChance>("/market/{class}/chance", "GET", ["class","query"])
