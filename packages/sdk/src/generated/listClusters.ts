// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { clusterEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** The 50 newest clusters of the account, with their members. */
export const listClusters: EndpointCall<typeof clusterEndpoints.listClusters> = /* @__PURE__ */ endpointCall<typeof clusterEndpoints.listClusters>("/clusters", "GET")
