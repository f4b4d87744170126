import { firstLimitCode, type StepProgress } from '@infinitio/sdk/pool'
import type { PoolJobEvent } from '@infinitio/tasks'

/** Returns the event for a step in which some tasks ended without a result. The failure is final if the submitter caused it. */
export function lostEvent(task: string, progress: Extract<StepProgress, { kind: 'lost' }>): Extract<PoolJobEvent, { kind: 'failed' }> {
  const { lost, total, code } = progress
  const reason =
    code === null
      ? `${lost.length} of ${total} tasks ended without a result and cost nothing but the base fee`
      : `three providers gave a task up with code ${code}, and it was paid back`
  return { kind: 'failed', task, reason, isFinal: code !== null && code < firstLimitCode, lost }
}
