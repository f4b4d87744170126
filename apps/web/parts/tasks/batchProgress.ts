import type { BatchWire } from '@infinitio/domain/wire'
import type { BadgeTone } from '#web/components/ui/Badge.tsx'

/** The present state of a batch of tasks, in one word. */
export type BatchPhase = 'waiting' | 'running' | 'shown' | 'paid' | 'stopped'

/** The badge style of each phase. `shown`: the results are public but not paid yet, and somebody can still dispute them. */
export const phaseTones = {
  waiting: 'pending',
  running: 'pending',
  shown: 'pending',
  paid: 'final',
  stopped: 'warn',
} as const satisfies Record<BatchPhase, BadgeTone>

/** How many tasks of a batch have a result (`shown`), are in work (`inWork`), or ended without a result (`failed`). */
export type BatchProgress = { readonly phase: BatchPhase; readonly shown: number; readonly inWork: number; readonly failed: number }

/** Returns the progress of a batch, from the number of its tasks in each state. */
export function batchProgress({ tasks, counts, isStopped }: Pick<BatchWire, 'tasks' | 'counts' | 'isStopped'>): BatchProgress {
  const shown = counts.revealed + counts.unaudited + counts.accepted
  const failed = counts.decided + counts.refunded
  const inWork = counts.assigned + counts.committed + counts.auditing + counts.answered + counts.disputed + counts.judged
  return { phase: phaseOf({ tasks, shown, failed, inWork, paid: counts.accepted, isStopped }), shown, inWork, failed }
}

function phaseOf(it: { tasks: number; shown: number; failed: number; inWork: number; paid: number; isStopped: boolean }): BatchPhase {
  if (it.paid === it.tasks) return 'paid'
  if (it.shown === it.tasks) return 'shown'
  if (it.isStopped || it.failed > 0) return it.inWork > 0 ? 'running' : 'stopped'
  return it.inWork + it.shown > 0 ? 'running' : 'waiting'
}
