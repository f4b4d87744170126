// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { clusterEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the 50 newest clusters (orders for several machines that start together) of the signed-in account, with their leases. */
export const listClusters: EndpointCall<typeof clusterEndpoints.listClusters> = /* @__PURE__ */ endpointCall<typeof clusterEndpoints.listClusters>("/clusters", "GET")
