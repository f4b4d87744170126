import type { JobWire } from '@infinitio/domain/wire'
import { fitsJob, withDependants } from '@infinitio/tasks'
import { jobStateOf } from './jobEvents.ts'

/**
 * Returns the steps of a job that run again if its owner repeats the step `task`: this step and all that need its result. Returns null if the step cannot be
 * repeated now.
 */
export function stepsAgain(job: Pick<JobWire, 'jobId' | 'spec' | 'events'>, task: string): string[] | null {
  const state = jobStateOf(job)
  if (!fitsJob(state, { kind: 'retried', task })) return null
  const again = withDependants(state, task)
  return Object.keys(state.tasks).filter((name) => again.has(name))
}
