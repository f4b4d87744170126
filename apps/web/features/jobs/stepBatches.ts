import type { JobWire } from '@infinitio/domain/wire'

/** A batch of a step. `attempt` counts the batches of the step from 1. */
export type StepBatch = { readonly step: string; readonly attempt: number; readonly batchId: string }

/** Returns the batches of a job that were submitted, newest first, also those of earlier attempts: there a caught cheat is shown. */
export function stepBatches({ events }: Pick<JobWire, 'events'>): StepBatch[] {
  const planned = new Map<string, string>()
  const attempts = new Map<string, number>()
  const submitted: StepBatch[] = []
  for (const { event } of events) {
    if (event.kind === 'planned') planned.set(event.task, event.plan.batchId)
    if (event.kind !== 'submitted') continue
    const attempt = (attempts.get(event.task) ?? 0) + 1
    attempts.set(event.task, attempt)
    submitted.push({ step: event.task, attempt, batchId: planned.get(event.task) ?? '' })
  }
  return submitted.toReversed()
}
