// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { providerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** What the open ask of the signed-in provider's node met in the last days, 1 to 7: which bids came for its class, what kept each away, and what lower prices would have brought. A replay, not a promise. Codes: `api.not_ready`, `node.unknown`. */
export const getAskDemand: EndpointCall<typeof providerEndpoints.getAskDemand> = /* @__PURE__ */ endpointCall<typeof providerEndpoints.getAskDemand>("/provider/nodes/{node}/demand", "GET", {"node":"node","days":"query.days"})
