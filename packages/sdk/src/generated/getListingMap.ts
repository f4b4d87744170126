// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { marketEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Where all that a search finds stands, 200 spots at most, each with its count and its cheapest node; a smaller `box` has smaller spots. Codes: `api.not_ready`. */
export const getListingMap: EndpointCall<typeof marketEndpoints.getListingMap> = /* @__PURE__ */ endpointCall<typeof marketEndpoints.getListingMap>("/listings/map", "GET", ["query"])
