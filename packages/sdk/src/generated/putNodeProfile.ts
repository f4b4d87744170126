// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { nodeEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** What the chain does not know about a machine. Codes: `auth.forbidden`. */
export const putNodeProfile: EndpointCall<typeof nodeEndpoints.putNodeProfile> = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.putNodeProfile>("/nodes/{nodeId}/profile", "PUT", {"nodeId":"nodeId","profile":"body"})
