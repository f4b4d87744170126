// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { nodeEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the leases that the machines of this session should serve now, and those that were lost. A workload outside `leases` must stop. */
export const getNodeLeases: EndpointCall<typeof nodeEndpoints.getNodeLeases> = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.getNodeLeases>("/nodes/leases", "GET")
