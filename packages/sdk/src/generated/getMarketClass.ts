// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { marketDataEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the market of one GPU class: open orders by price and by start, candles, trades and a price forecast, in all regions or in `region`. Codes: `api.not_ready`, `api.not_found`. */
export const getMarketClass: EndpointCall<typeof marketDataEndpoints.getMarketClass> = /* @__PURE__ */ endpointCall<typeof marketDataEndpoints.getMarketClass>("/market/{class}", "GET", ["class","query"])
