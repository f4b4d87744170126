// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { orderEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get a workload, for the account that stored it or for a machine with a live lease of it. Codes: `node.workload_unknown`, `auth.forbidden`. */
export const getWorkload: EndpointCall<typeof orderEndpoints.getWorkload> = /* @__PURE__ */ endpointCall<typeof orderEndpoints.getWorkload>("/workloads/{hash}", "GET", ["hash"])
