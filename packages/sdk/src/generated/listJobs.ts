// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { jobEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the jobs of the signed-in account, newest first. For the next page, send the same query with `cursor: nextCursor`. Codes: `api.cursor_invalid`. */
export const listJobs: EndpointCall<typeof jobEndpoints.listJobs> = /* @__PURE__ */ endpointCall<typeof jobEndpoints.listJobs>("/jobs", "GET", ["query"])
