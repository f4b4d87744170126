// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { jobEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List up to 100 open jobs that the signed-in account runs as their scheduler, the oldest job of each account first. */
export const listJobWork: EndpointCall<typeof jobEndpoints.listJobWork> = /* @__PURE__ */ endpointCall<typeof jobEndpoints.listJobWork>("/jobs/work", "GET")
