import type { JobWire } from '@infinitio/domain/wire'
import { advanceJob, batchesOfStep, type BoughtBatch, type JobState, newJob, usedTasks } from '@infinitio/tasks'
import { jobEventFromWire, jobSpecFromWire, jobStateOf } from './jobEvents.ts'

/**
 * A batch of pool tasks that was submitted for one step of a job. `attempt` counts the batches of the step, from 1. `tasks` maps each pool task of the batch to
 * its number in the step.
 */
export type StepBatch = BoughtBatch & { readonly step: string; readonly attempt: number }

/**
 * The batches that contain the result of one step of a job. `used` has the indexes of the pool tasks in a batch that count: those that no later batch repeats.
 */
export type StepParts = {
  readonly step: string
  readonly tasks: number
  readonly batches: readonly (BoughtBatch & { readonly used: ReadonlySet<number> })[]
}

type Journal = Pick<JobWire, 'jobId' | 'spec' | 'events'>

/** Returns all batches that a job submitted, newest first. It includes the batches of earlier attempts, because they show workers that were caught cheating. */
export function stepBatches({ jobId, spec, events }: Journal): StepBatch[] {
  let state = newJob(jobSpecFromWire(jobId, spec))
  const attempts = new Map<string, number>()
  const submitted: StepBatch[] = []
  for (const { event: wire } of events) {
    const event = jobEventFromWire(wire)
    state = advanceJob(state, event).state
    const task = event.kind === 'submitted' ? state.tasks[event.task] : undefined
    if (event.kind !== 'submitted' || task?.phase !== 'running') continue
    const attempt = (attempts.get(event.task) ?? 0) + 1
    attempts.set(event.task, attempt)
    for (const batch of batchesOfStep(task).slice(-1)) submitted.push({ ...batch, step: event.task, attempt })
  }
  return submitted.toReversed()
}

/** Returns, for each step of a job, the batches that contain its result. Steps that have no batch are left out. */
export function stepParts(job: Journal): StepParts[] {
  return Object.entries(jobStateOf(job).tasks).flatMap(([step, task]) => {
    const { batches, missing } = boughtOf(task)
    const used = usedTasks(batches, missing)
    const parts = batches.map((batch) => ({ ...batch, used: used.get(batch.batchId) ?? new Set<number>() }))
    return parts.length === 0 ? [] : [{ step, tasks: parts[0]?.tasks.length ?? 0, batches: parts }]
  })
}

function boughtOf(task: JobState['tasks'][string]): { readonly batches: readonly BoughtBatch[]; readonly missing?: readonly number[] } {
  if ('plan' in task && task.plan !== null) return { batches: batchesOfStep({ ...task, plan: task.plan }) }
  return 'bought' in task && task.bought !== undefined ? task.bought : { batches: [] }
}
