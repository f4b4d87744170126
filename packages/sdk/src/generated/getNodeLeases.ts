// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { nodeEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Every lease the nodes of this session should serve now. */
export const getNodeLeases: EndpointCall<typeof nodeEndpoints.getNodeLeases> = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.getNodeLeases>("/nodes/leases", "GET")
