import {
  hex32,
  jobCreatedWire,
  jobEventNotedWire,
  jobsQueryWire,
  jobsWire,
  jobTermsWire,
  jobWire,
  jobWorkWire,
  newJobWire,
  noteJobEventWire,
} from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

const params = z.strictObject({ jobId: hex32 })
/** Largest body of a request in bytes: enough for 64 tasks with their queries. */
const mostJobBytes = 262_144

/** Endpoints for jobs, which are tasks that a scheduler plans and runs for an account: /jobs. */
export const jobEndpoints = {
  readJobTerms: endpoint({
    method: 'get',
    path: '/jobs/terms',
    summary: 'Who runs jobs here, with which adapters, and up to which size',
    access: 'public',
    cost: 1,
    answer: jobTermsWire,
    takes: [],
  }),
  createJob: endpoint({
    method: 'post',
    path: '/jobs',
    summary:
      'Store a job. Its scheduler plans it and names its price; nothing is paid before you approve it and your balance at the task pool covers it',
    access: 'account',
    cost: 10,
    body: newJobWire,
    mostBytes: mostJobBytes,
    answer: jobCreatedWire,
    codes: [
      ...(['task.job_invalid', 'task.job_not_covered', 'task.jobs_limit', 'task.no_scheduler'] as const),
      ...(['account.blocked', 'chain.node_busy', 'chain.rpc_unavailable'] as const),
    ],
    idempotent: true,
    takes: ['body'],
  }),
  listJobs: endpoint({
    method: 'get',
    path: '/jobs',
    summary: 'Jobs of the signed-in account, newest first. Next page: the same query with `cursor: nextCursor`',
    access: 'account',
    cost: 2,
    query: jobsQueryWire,
    answer: jobsWire,
    takes: ['query?'],
  }),
  listJobWork: endpoint({
    method: 'get',
    path: '/jobs/work',
    summary: 'Up to 100 jobs that are not over and that the signed-in account runs as their scheduler, the oldest of each account first',
    access: 'account',
    cost: 1,
    answer: jobWorkWire,
    takes: [],
  }),
  getJob: endpoint({
    method: 'get',
    path: '/jobs/{jobId}',
    summary: 'One job: what it shall do, its journal, and how far each task is. Anybody with the ID may read it',
    access: 'public',
    cost: 2,
    params,
    answer: jobWire,
    codes: ['task.job_unknown'],
    takes: ['jobId'],
  }),
  noteJobEvent: endpoint({
    method: 'post',
    path: '/jobs/{jobId}/events',
    summary: 'Add an event to the journal of a job, if no other came first. Its account approves, stops or repeats it; its scheduler notes the rest',
    access: 'account',
    cost: 1,
    params,
    body: noteJobEventWire,
    answer: jobEventNotedWire,
    codes: ['task.job_unknown', 'task.job_not_yours', 'task.job_moved_on', 'task.job_step_refused', 'chain.rpc_unavailable'],
    takes: ['jobId', 'body'],
  }),
}
