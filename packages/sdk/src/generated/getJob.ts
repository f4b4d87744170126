// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { jobEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get one job: its tasks with their progress, and the journal of its events. Anyone with the id may read it. Codes: `task.job_unknown`. */
export const getJob: EndpointCall<typeof jobEndpoints.getJob> = /* @__PURE__ */ endpointCall<typeof jobEndpoints.getJob>("/jobs/{jobId}", "GET", ["jobId"])
