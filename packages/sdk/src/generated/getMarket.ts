// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { marketDataEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get prices, traded GPU-hours, utilisation and index price of every GPU class, from the journal: in all regions, or in `region`. Codes: `api.not_ready`, `api.not_found`. */
export const getMarket: EndpointCall<typeof marketDataEndpoints.getMarket> = /* @__PURE__ */ endpointCall<typeof marketDataEndpoints.getMarket>("/market", "GET", ["query"])
