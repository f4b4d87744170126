import { jobEndpoints } from '@infinitio/endpoints'
import { createJob } from '../actions/jobs/createJob.ts'
import { noteJobEvent } from '../actions/jobs/noteJobEvent.ts'
import { findJobDetail, listJobs, listJobWork, readJobTerms } from '../actions/jobs/readJobs.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { signedIn } from './signedIn.ts'

/** Endpoints for jobs that a scheduler runs: /jobs. */
export const jobRoutes = bindEndpoints(jobEndpoints, {
  readJobTerms: async ({ services }) => readJobTerms(services),
  createJob: (call) => createJob(call.services, { account: signedIn(call), job: call.body, caller: call.ip }),
  listJobs: (call) => listJobs(call.services, { account: signedIn(call), ...call.query }),
  listJobWork: (call) => listJobWork(call.services, { scheduler: signedIn(call) }),
  getJob: ({ services, params }) => findJobDetail(services, params),
  noteJobEvent: (call) => noteJobEvent(call.services, { account: signedIn(call), ...call.params, ...call.body }),
})
