// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { providerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the demand that the open ask of a machine of the signed-in provider met in the last 1 to 7 days, and the leases at other prices. It replays past bids and promises nothing. Codes: `api.not_ready`, `node.unknown`. */
export const getAskDemand: EndpointCall<typeof providerEndpoints.getAskDemand> = /* @__PURE__ */ endpointCall<typeof providerEndpoints.getAskDemand>("/provider/nodes/{node}/demand", "GET", {"node":"node","days":"query.days"})
