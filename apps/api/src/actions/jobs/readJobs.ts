import { findJob, type JobEventRow, type JobRow, listJobEvents, listJobsOf, listJobSteps, listOpenJobs } from '@infinitio/db'
import { type Address, hex32, mostBytesOf, pieceLimits, type Refusal } from '@infinitio/domain'
import {
  type JobEventWire,
  jobPhases,
  type JobSpecWire,
  type JobSummaryWire,
  type JobTaskStateWire,
  type JobsWire,
  type JobTermsWire,
  type JobWire,
  type JobWorkWire,
  usualPageItems,
} from '@infinitio/domain/wire'
import { checkToWire, jobPlanToWire, jobStateOf, leasePlanToWire } from '@infinitio/sdk/pool'
import { type HeldLease, heldOf, type JobState, type JobTaskState } from '@infinitio/tasks'
import { adapterNames } from '../tasks/adapterNames.ts'
import type { Services } from '../../services/services.ts'

const mostWork = 100

/** Returns the rules for jobs in this market: the address of the scheduler, its adapters (programs that split jobs into tasks), and the limits of jobs. */
export function readJobTerms({ jobs }: Pick<Services, 'jobs'>): JobTermsWire {
  const adapters = [...adapterNames.values()]
  return {
    ...{ scheduler: jobs.scheduler, adapters, mostFileBytes: mostBytesOf(pieceLimits) },
    ...{ mostOpenJobs: jobs.mostOpen, approvalSeconds: jobs.approvalSeconds },
  }
}

/** Returns a page of an account's jobs, newest first. `cursor` is the last job of the previous page; with an unknown one, the page begins at the newest job. */
export async function listJobs(
  { db }: Pick<Services, 'db'>,
  {
    account,
    cursor,
    limit = usualPageItems,
  }: { readonly account: Address; readonly cursor?: string | undefined; readonly limit?: number | undefined },
): Promise<JobsWire> {
  const last = cursor === undefined ? null : await findJob(db, { jobId: cursor })
  const before = last?.account === account ? last : null
  const rows = await listJobsOf(db, { account, before, limit: limit + 1 })
  const page = rows.slice(0, limit)
  const next = rows.length > limit ? page.at(-1) : undefined
  return { items: await Promise.all(page.map((job) => summaryOf({ db }, job))), nextCursor: next === undefined ? null : hex32(next.jobId) }
}

/** Lists the open jobs for which this account is the scheduler. Lists at most `mostWork`. */
export async function listJobWork({ db }: Pick<Services, 'db'>, { scheduler }: { readonly scheduler: Address }): Promise<JobWorkWire> {
  const rows = await listOpenJobs(db, { scheduler, limit: mostWork })
  return { items: await Promise.all(rows.map((job) => summaryOf({ db }, job))) }
}

/** Returns one job, the journal of its events, and its state, which is calculated from the journal. Refuses with `task.job_unknown`. */
export async function findJobDetail({ db }: Pick<Services, 'db'>, { jobId }: { readonly jobId: string }): Promise<JobWire | Refusal> {
  const job = await findJob(db, { jobId })
  if (job === null) return { rejected: 'task.job_unknown', detail: jobId }
  const { events, state } = stateOf(job, await listJobEvents(db, { jobId }))
  const tasks = Object.entries(state.tasks).map(([name, task]) => [name, describeTask(task, heldOf(state, name))])
  return { ...describeJob(job, state), spec: job.spec as JobSpecWire, tasks: Object.fromEntries(tasks), events }
}

async function summaryOf({ db }: Pick<Services, 'db'>, job: JobRow): Promise<JobSummaryWire> {
  return describeJob(job, stateOf(job, await listJobSteps(db, { jobId: job.jobId })).state)
}

function stateOf(job: JobRow, rows: readonly JobEventRow[]): { readonly events: JobWire['events']; readonly state: JobState } {
  const events = rows.map(({ number, event, at }) => ({ number, at: seconds(at), event: event as JobEventWire }))
  return { events, state: jobStateOf({ jobId: job.jobId, spec: job.spec as JobSpecWire, events }) }
}

function describeJob({ jobId, account, scheduler, spec, createdAt, approvedAt, overAt, events }: JobRow, state: JobState): JobSummaryWire {
  const counts = Object.fromEntries(jobPhases.map((phase) => [phase, 0])) as JobSummaryWire['counts']
  for (const task of Object.values(state.tasks)) counts[task.phase] += 1
  return {
    ...{ jobId: hex32(jobId), account, scheduler, name: (spec as JobSpecWire).name, createdAt: seconds(createdAt) },
    ...{ approvedAt: approvedAt === null ? null : seconds(approvedAt), overAt: overAt === null ? null : seconds(overAt) },
    ...{ lastEvent: events, spent: `${state.spent}`, counts },
  }
}

function describeTask(task: JobTaskState, { epoch, paid, checkpoints, check }: HeldLease): JobTaskStateWire {
  const leaseId = 'leaseId' in task ? task.leaseId : null
  return {
    phase: task.phase,
    attempt: 'attempt' in task ? task.attempt : null,
    plan: 'plan' in task && task.plan !== null ? jobPlanToWire(task.plan) : null,
    lease:
      'lease' in task
        ? { plan: leasePlanToWire(task.lease), leaseId, leases: epoch, paid: `${paid}`, checkpoint: checkpoints[0]?.name ?? null }
        : null,
    result: task.phase === 'done' ? task.result : null,
    file: task.phase === 'done' ? task.file : null,
    check: check === null ? null : checkToWire(check),
    reason: task.phase === 'failed' ? task.reason : null,
    because: task.phase === 'skipped' ? task.because : null,
  }
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1_000)
}
