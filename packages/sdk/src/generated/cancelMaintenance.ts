// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { providerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Cancel a planned maintenance of the signed-in provider, also while it runs. Codes: `node.maintenance_unknown`. */
export const cancelMaintenance: EndpointCall<typeof providerEndpoints.cancelMaintenance> = /* @__PURE__ */ endpointCall<typeof providerEndpoints.cancelMaintenance>("/provider/maintenance/{windowId}", "DELETE", ["windowId"])
