// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { providerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the maintenance of the signed-in provider's machines that is planned or running, earliest first. */
export const getMaintenance: EndpointCall<typeof providerEndpoints.getMaintenance> = /* @__PURE__ */ endpointCall<typeof providerEndpoints.getMaintenance>("/provider/maintenance", "GET")
