// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { clusterEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** One cluster: its members, their addresses, and what their machines measured between them. Codes: `order.unknown`. */
export const getCluster: EndpointCall<typeof clusterEndpoints.getCluster> = /* @__PURE__ */ endpointCall<typeof clusterEndpoints.getCluster>("/clusters/{clusterId}", "GET", ["clusterId"])
