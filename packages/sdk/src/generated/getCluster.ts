// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { clusterEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get one cluster of the signed-in account: its leases, their addresses in its network, and the connections that their machines measured. Codes: `order.unknown`. */
export const getCluster: EndpointCall<typeof clusterEndpoints.getCluster> = /* @__PURE__ */ endpointCall<typeof clusterEndpoints.getCluster>("/clusters/{clusterId}", "GET", ["clusterId"])
