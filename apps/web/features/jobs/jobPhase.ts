import type { JobSummaryWire } from '@infinitio/domain/wire'
import type { BadgeTone } from '#web/components/ui/Badge.tsx'

/** The present state of a job, in one word. */
export type JobPhase = 'planning' | 'ready' | 'running' | 'done' | 'failed' | 'cancelled'

/** The badge style of each phase. */
export const jobPhaseTones = {
  planning: 'pending',
  ready: 'warn',
  running: 'pending',
  done: 'final',
  failed: 'bad',
  cancelled: 'plain',
} as const satisfies Record<JobPhase, BadgeTone>

/** Returns the phase of a job from the counts of its steps by phase. The job is `ready` when only the approval of its account is missing. */
export function jobPhaseOf({ counts, approvedAt, overAt }: Pick<JobSummaryWire, 'counts' | 'approvedAt' | 'overAt'>): JobPhase {
  if (overAt !== null) {
    if (counts.failed + counts.skipped > 0) return 'failed'
    return counts.cancelled > 0 ? 'cancelled' : 'done'
  }
  if (approvedAt !== null) return 'running'
  return counts.planning === 0 && counts.ready > 0 ? 'ready' : 'planning'
}
