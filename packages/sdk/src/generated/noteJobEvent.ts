// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { jobEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Add an event to the journal of a job, if `after` is its last event. Its account may approve, cancel or retry it; its scheduler adds all other events. Codes: `task.job_unknown`, `task.job_not_yours`, `task.job_moved_on`, `task.job_step_refused`, `chain.rpc_unavailable`. */
export const noteJobEvent: EndpointCall<typeof jobEndpoints.noteJobEvent> = /* @__PURE__ */ endpointCall<typeof jobEndpoints.noteJobEvent>("/jobs/{jobId}/events", "POST", ["jobId","body"])
