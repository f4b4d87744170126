// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { marketDataEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get what a new machine of a GPU class would have earned in the last 7 days at each price, from a replay of the past bids. It shows history and promises nothing. Codes: `api.not_ready`, `api.not_found`. */
export const getClassDemand: EndpointCall<typeof marketDataEndpoints.getClassDemand> = /* @__PURE__ */ endpointCall<typeof marketDataEndpoints.getClassDemand>("/market/{class}/demand", "GET", ["class","query"])
