import { assertNever } from '@infinitio/domain'
import { isJobOver, type JobEvent, type JobState, type JobTaskState, withDependants } from './jobState.ts'

const begun: ReadonlySet<JobTaskState['phase']> = new Set(['planning', 'ready', 'submitting', 'running', 'merging'])

/** Returns whether an event can follow in the journal of a job. `advanceJob` asserts this. */
export function fitsJob(state: JobState, event: JobEvent): boolean {
  const isIn = (name: string, phase: JobTaskState['phase']) => state.tasks[name]?.phase === phase
  switch (event.kind) {
    case 'started':
      return !state.isApproved && state.spent === 0n && Object.values(state.tasks).every(({ phase }) => phase === 'waiting')
    case 'planned':
      return isIn(event.task, 'planning')
    case 'approved':
      return !state.isApproved && !isJobOver(state)
    case 'submitted':
      return isIn(event.task, 'submitting')
    case 'revealed':
      return isIn(event.task, 'running')
    case 'merged':
      return isIn(event.task, 'merging')
    case 'failed':
      return begun.has(state.tasks[event.task]?.phase ?? 'done')
    case 'retried':
      return event.task === undefined ? isJobOver(state) : isRepeatable(state, event.task)
    case 'cancelled':
      return !isJobOver(state)
    default:
      return assertNever(event)
  }
}

/** A task that failed or is done can run again while nothing that needs it is in work. A cancelled job begins nothing. */
function isRepeatable(state: JobState, name: string): boolean {
  const { phase } = state.tasks[name] ?? {}
  if (phase !== 'failed' && phase !== 'done') return false
  const others = Object.values(state.tasks)
  if (others.some((task) => task.phase === 'cancelled')) return false
  return [...withDependants(state, name)].every((one) => !begun.has(state.tasks[one]?.phase ?? 'done'))
}
