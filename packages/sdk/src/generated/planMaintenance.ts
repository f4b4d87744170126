// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { providerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Plan the same maintenance for machines of the signed-in provider. Holders of leases that overlap it are notified, and no lease ends. Succeeds even if no machine gets a window. Codes: `node.maintenance_invalid`. */
export const planMaintenance: EndpointCall<typeof providerEndpoints.planMaintenance> = /* @__PURE__ */ endpointCall<typeof providerEndpoints.planMaintenance>("/provider/maintenance", "POST", ["body"])
