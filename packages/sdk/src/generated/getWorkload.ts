// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { orderEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** What runs: for its owner, or a node with a lease that names it. Codes: `node.workload_unknown`, `auth.forbidden`. */
export const getWorkload: EndpointCall<typeof orderEndpoints.getWorkload> = /* @__PURE__ */ endpointCall<typeof orderEndpoints.getWorkload>("/workloads/{hash}", "GET", ["hash"])
