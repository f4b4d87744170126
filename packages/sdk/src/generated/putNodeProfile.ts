// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { nodeEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Store the data of a machine that the chain does not have: name, location, hardware and runtime. Codes: `auth.forbidden`. */
export const putNodeProfile: EndpointCall<typeof nodeEndpoints.putNodeProfile> = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.putNodeProfile>("/nodes/{nodeId}/profile", "PUT", {"nodeId":"nodeId","profile":"body"})
