// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { jobEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** One job: what it shall do, its journal, and how far each task is. Anybody with the ID may read it. Codes: `task.job_unknown`. */
export const getJob: EndpointCall<typeof jobEndpoints.getJob> = /* @__PURE__ */ endpointCall<typeof jobEndpoints.getJob>("/jobs/{jobId}", "GET", ["jobId"])
