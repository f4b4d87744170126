// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { providerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Plans the same maintenance for machines of the signed-in provider. Returns the new windows, and the machines that got none with their reasons. If no machine got one, it also succeeds, without new windows. Renters see it, and holders of leases that overlap it are notified. No lease ends. The agents sign the listings again, so that no new lease overlaps it. Codes: `node.maintenance_invalid`. */
export const planMaintenance: EndpointCall<typeof providerEndpoints.planMaintenance> = /* @__PURE__ */ endpointCall<typeof providerEndpoints.planMaintenance>("/provider/maintenance", "POST", ["body"])
