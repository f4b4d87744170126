import { hex32, structFromWire, structToWire, taskBatchStruct } from '@infinitio/domain'
import type { JobEventWire, JobPlanWire, JobSpecWire, JobWire } from '@infinitio/domain/wire'
import { isLeaseEvent, type JobCost, type JobEvent, type JobPlan, type JobSpec, type JobState, newJob, restoreJob } from '@infinitio/tasks'
import { isLeaseEventWire, leaseEventFromWire, leaseEventToWire } from './leaseEvents.ts'

/** Parses an event of a job from its JSON form. */
export function jobEventFromWire(event: JobEventWire): JobEvent {
  if (isLeaseEventWire(event)) return leaseEventFromWire(event)
  switch (event.kind) {
    case 'planned':
      return { ...event, plan: jobPlanFromWire(event.plan) }
    case 'merged':
      return { ...event, result: hex32(event.result), file: { ...event.file, sha256: hex32(event.file.sha256) } }
    default:
      return event
  }
}

/** Returns the JSON form of an event of a job; the inverse of `jobEventFromWire`. Reasons are shortened to the length that the market stores. */
export function jobEventToWire(event: JobEvent): JobEventWire {
  if (isLeaseEvent(event)) return leaseEventToWire(event)
  if (event.kind === 'planned') return { ...event, plan: jobPlanToWire(event.plan) }
  if (event.kind !== 'failed') return event
  const { lost, ...rest } = event
  return lost === undefined ? rest : { ...rest, lost: [...lost] }
}

/** Returns the plan of a batch from its JSON form. */
export function jobPlanFromWire({ batchId, batch, input, seconds, cost }: JobPlanWire): JobPlan {
  const amounts = mapCost(cost, BigInt)
  return { batchId: hex32(batchId), batch: structFromWire(taskBatchStruct, batch), input: hex32(input), seconds, cost: amounts }
}

/** Returns the JSON form of the plan of a batch; the inverse of `jobPlanFromWire`. */
export function jobPlanToWire({ batchId, batch, input, seconds, cost }: JobPlan): JobPlanWire {
  return { batchId, batch: structToWire(taskBatchStruct, batch), input, seconds, cost: mapCost(cost, String) }
}

/** Returns the fields of a job from which its state is calculated. The input is the JSON form of the job. */
export function jobSpecFromWire(jobId: string, { maxCost, tasks }: JobSpecWire): JobSpec {
  const needs = Object.entries(tasks).map(([name, task]) => [name, { needs: task.needs, retries: task.retries }])
  return { id: hex32(jobId), maxCost: BigInt(maxCost), tasks: Object.fromEntries(needs) }
}

/** Returns the state of a job after all events of its history. */
export function jobStateOf({ jobId, spec, events }: Pick<JobWire, 'jobId' | 'spec' | 'events'>): JobState {
  const own = jobSpecFromWire(jobId, spec)
  return events.length === 0
    ? newJob(own)
    : restoreJob(
        own,
        events.map(({ event }) => jobEventFromWire(event)),
      ).state
}

function mapCost<From, To>(cost: Readonly<Record<keyof JobCost, From>>, change: (amount: From) => To): Record<keyof JobCost, To> {
  const { reward, checks, fees, baseFee, total } = cost
  return { reward: change(reward), checks: change(checks), fees: change(fees), baseFee: change(baseFee), total: change(total) }
}
