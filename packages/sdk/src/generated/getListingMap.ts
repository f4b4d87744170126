// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { marketEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get all machines that a search finds as at most 200 spots on a map, each with its count and its cheapest machine. A smaller `box` has smaller spots. Codes: `api.invalid_field`, `api.not_ready`. */
export const getListingMap: EndpointCall<typeof marketEndpoints.getListingMap> = /* @__PURE__ */ endpointCall<typeof marketEndpoints.getListingMap>("/listings/map", "GET", ["query"])
