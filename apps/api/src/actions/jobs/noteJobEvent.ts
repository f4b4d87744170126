import { type EndedJob, insertJobEvent, jobEventBytes, type JobRow, listJobSteps, lockJob, noteEndedJob, type Queryable } from '@infinitio/db'
import type { Address, PoolSigningDomain, Refusal } from '@infinitio/domain'
import type { JobEventNotedWire, JobEventWire, JobSpecWire, NoteJobEventWire } from '@infinitio/domain/wire'
import { jobEventFromWire, jobSpecFromWire, wrongLeaseOf } from '@infinitio/sdk/pool'
import {
  advanceJob,
  batchIdOf,
  fitsJob,
  heldOf,
  isJobOver,
  type JobEvent,
  jobCostOf,
  type JobPlan,
  type JobState,
  leaseTaskOf,
  newJob,
  restoreJob,
} from '@infinitio/tasks'
import type { Services } from '../../services/services.ts'

/**
 * Kinds of events that only the account of the job may add, such as the approval of the plan. The API itself adds `started`. Only the scheduler adds all other
 * kinds.
 */
const ofAccount: ReadonlySet<JobEventWire['kind']> = new Set(['approved', 'cancelled', 'retried'])
/**
 * Maximum number of events in the journal of one job, and their largest size in bytes of JSON. Everybody with the id of the job can read its journal. Only a
 * job that fails again and again needs more. Events in `closing` are still stored then. Otherwise a lease that a job has rented would never be ended, and the
 * job neither.
 */
const mostEvents = 2_000
const mostBytes = 4 * 1_048_576
const closing: ReadonlySet<JobEventWire['kind']> = new Set(['leased', 'orderRefused', 'finished', 'leaseEnded', 'failed', 'cancelled'])

/**
 * Adds an event to the journal of a job. `after` must be the number of the journal's last event. So if two callers add an event at the same time, only one
 * succeeds. Refuses with `task.job_unknown`, `task.job_not_yours`, `task.job_moved_on` and `task.job_step_refused`. Throws ChainUnavailableError only for a
 * plan.
 */
export async function noteJobEvent(
  { db, pool, hub }: Pick<Services, 'db' | 'pool' | 'hub'>,
  { account, jobId, after, event }: NoteJobEventWire & { readonly account: Address; readonly jobId: string },
): Promise<JobEventNotedWire | Refusal> {
  const domain = event.kind === 'planned' ? await pool.domain() : null
  const noted = await db.transaction(async (tx): Promise<JobEventNotedWire | Refusal> => {
    const job = await lockJob(tx, { jobId })
    if (job === null) return { rejected: 'task.job_unknown', detail: jobId }
    const mayNote = event.kind !== 'started' && account === (ofAccount.has(event.kind) ? job.account : job.scheduler)
    if (!mayNote) return { rejected: 'task.job_not_yours', detail: event.kind }
    if (job.events !== after) return { rejected: 'task.job_moved_on', detail: `the last event is ${job.events}` }
    return await addEvent(tx, { job, event, domain })
  })
  hub.wake()
  return noted
}

/**
 * Adds an event to the journal of a locked job. Notifies the account if it is the last one of the job, unless the account itself ends the job by cancelling it,
 * or nobody approved it. Refuses with `task.job_step_refused`.
 */
export async function addEvent(
  tx: Queryable,
  { job, event: wire, domain }: { readonly job: JobRow; readonly event: JobEventWire; readonly domain: PoolSigningDomain | null },
): Promise<JobEventNotedWire | Refusal> {
  const spec = jobSpecFromWire(job.jobId, job.spec as JobSpecWire)
  const known = (await listJobSteps(tx, { jobId: job.jobId })).map(({ event }) => jobEventFromWire(event as JobEventWire))
  const before = known.length === 0 ? newJob(spec) : restoreJob(spec, known).state
  const event = jobEventFromWire(wire)
  const full = closing.has(event.kind) ? null : await fullOf(tx, { job, wire })
  const fault = full ?? faultOf(before, { event, job, domain })
  if (fault !== null) return { rejected: 'task.job_step_refused', detail: fault }
  const { state } = advanceJob(before, event)
  const number = job.events + 1
  await insertJobEvent(tx, { jobId: job.jobId, number, event: wire, isApproved: state.isApproved, isOver: isJobOver(state) })
  if (event.kind !== 'cancelled' && isJobOver(state) && !isJobOver(before)) await noteEndedJob(tx, { jobId: job.jobId, number, facts: endOf(state) })
  return { number }
}

/** Returns how a job ended, with the highest cost of its batches and leases. */
function endOf({ tasks, spent }: JobState): EndedJob['facts'] {
  const phases = Object.values(tasks).map(({ phase }) => phase)
  const done = phases.filter((phase) => phase === 'done').length
  const isFailed = phases.some((phase) => phase === 'failed' || phase === 'skipped')
  const outcome = isFailed ? (done > 0 ? 'partly' : 'failed') : done < phases.length ? 'cancelled' : 'done'
  return { outcome, done, steps: phases.length, spent: `${spent}` }
}

/** Returns why the journal of a job has no room for an event, or null. */
async function fullOf(tx: Queryable, { job, wire }: { readonly job: JobRow; readonly wire: JobEventWire }): Promise<string | null> {
  if (job.events >= mostEvents) return `a job has at most ${mostEvents} events`
  const bytes = Buffer.byteLength(JSON.stringify(wire)) + (await jobEventBytes(tx, job))
  return bytes > mostBytes ? `the events of a job have at most ${mostBytes} bytes` : null
}

function faultOf(
  state: JobState,
  { event, job, domain }: { readonly event: JobEvent; readonly job: JobRow; readonly domain: PoolSigningDomain | null },
): string | null {
  if (!fitsJob(state, event)) return event.kind
  if (event.kind === 'planned')
    return wishOf(job, event.task) === undefined ? faultOfPlan(event.plan, { account: job.account, domain }) : 'the task runs on rented machines'
  if (event.kind === 'leasePlanned')
    return wrongLeaseOf(wishOf(job, event.task), event.lease) ?? wrongDrawOf(state, { event, wish: wishOf(job, event.task) })
  if (event.kind !== 'ordered') return null
  const lease = leaseTaskOf(state, event.task)?.task.lease
  return lease === undefined
    ? event.kind
    : wrongLeaseOf(wishOf(job, event.task), lease, { order: event.order, account: job.account, paid: heldOf(state, event.task).paid })
}

/** Returns what is wrong with the draw of a check, or null. It belongs to the last state of its training, and no other plan has one. */
function wrongDrawOf(
  state: JobState,
  { event: { draw }, wish }: { readonly event: Extract<JobEvent, { kind: 'leasePlanned' }>; readonly wish: ReturnType<typeof wishOf> },
): string | null {
  const training = wish?.training?.role === 'check' ? wish.training : null
  if (training === null) return draw === undefined ? null : 'only the check of a training draws segments'
  return draw?.of === heldOf(state, training.of).checkpoints[0]?.manifest ? null : 'the draw is not for the last state of the training'
}

function wishOf({ spec }: JobRow, task: string) {
  return (spec as JobSpecWire).tasks[task]?.lease
}

/**
 * Returns what is wrong with a scheduler's plan, or null. The plan must be for the account of the job. Its batch (the tasks that it submits to the task pool),
 * its id, its input and its cost must agree with each other. The page of the job checks this again before the account approves the plan.
 */
function faultOfPlan(plan: JobPlan, { account, domain }: { readonly account: string; readonly domain: PoolSigningDomain | null }): string | null {
  const { batch, batchId, cost, input } = plan
  if (domain === null) return 'this market has no task pool'
  if (batch.submitter !== account) return 'the batch is not of the account of the job'
  if (batch.inputRoot !== input) return 'the batch has another input than the plan'
  if (batchIdOf(domain, batch) !== batchId) return 'the batch has another id'
  const { reward, checks, fees, total } = jobCostOf(batch, cost.baseFee)
  return cost.reward === reward && cost.checks === checks && cost.fees === fees && cost.total === total ? null : 'the cost is not that of the batch'
}
