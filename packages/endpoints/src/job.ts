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
import { positions } from './positions.ts'

const params = z.strictObject({ jobId: hex32 })
/** Largest body of a request in bytes: enough for 64 tasks with their queries. */
const mostJobBytes = 262_144
/** The order of a rented machine repeats the command and the variables of its task, in another form. */
const mostEventBytes = 2 * mostJobBytes

/** Endpoints for jobs, which are tasks that a scheduler plans and runs for an account: /jobs. */
export const jobEndpoints = {
  readJobTerms: endpoint({
    method: 'get',
    path: '/jobs/terms',
    summary: 'Get the terms for jobs: the scheduler of this market, its adapters, and the limits of jobs and files',
    access: 'public',
    cost: 1,
    answer: jobTermsWire,
    takes: [],
  }),
  createJob: endpoint({
    method: 'post',
    path: '/jobs',
    summary:
      'Store a job for the signed-in account. Its scheduler plans it and sets the price; nothing is paid before you approve it and your balance at the task pool covers it',
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
    summary: 'List the jobs of the signed-in account, newest first. For the next page, send the same query with `cursor: nextCursor`',
    access: 'account',
    cost: 2,
    query: jobsQueryWire,
    position: positions.id,
    answer: jobsWire,
    takes: ['query?'],
  }),
  listJobWork: endpoint({
    method: 'get',
    path: '/jobs/work',
    summary: 'List up to 100 open jobs that the signed-in account runs as their scheduler, the oldest job of each account first',
    access: 'account',
    cost: 1,
    answer: jobWorkWire,
    takes: [],
  }),
  getJob: endpoint({
    method: 'get',
    path: '/jobs/{jobId}',
    summary: 'Get one job: its tasks with their progress, and the journal of its events. Anyone with the id may read it',
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
    summary:
      'Add an event to the journal of a job, if `after` is its last event. Its account may approve, cancel or retry it; its scheduler adds all other events',
    access: 'account',
    cost: 1,
    params,
    body: noteJobEventWire,
    mostBytes: mostEventBytes,
    answer: jobEventNotedWire,
    codes: ['task.job_unknown', 'task.job_not_yours', 'task.job_moved_on', 'task.job_step_refused', 'chain.rpc_unavailable'],
    takes: ['jobId', 'body'],
  }),
}
