import { assertNever } from '@infinitio/domain'
import { areTasksOf } from './bought.ts'
import { fitsLease, type LeaseEvent } from './leaseState.ts'
import { isJobOver, type JobEvent, type JobState, type JobTaskState, leaseTaskOf, withDependants } from './jobState.ts'

const begun: ReadonlySet<JobTaskState['phase']> = new Set(['planning', 'ready', 'submitting', 'running', 'merging'])
const working: typeof begun = new Set([...begun, 'booking', 'leased', 'ending'])

/** Returns whether an event may come next in the journal of a job. `advanceJob` asserts this. */
export function fitsJob(state: JobState, event: JobEvent): boolean {
  const isIn = (name: string, phase: JobTaskState['phase']) => state.tasks[name]?.phase === phase
  switch (event.kind) {
    case 'started':
      return !state.isApproved && state.spent === 0n && Object.values(state.tasks).every(({ phase }) => phase === 'waiting')
    case 'planned': {
      const task = state.tasks[event.task]
      return task?.phase === 'planning' && (task.bought === undefined || task.bought.missing.length === event.plan.batch.count)
    }
    case 'approved':
      return !state.isApproved && !isJobOver(state)
    case 'submitted':
      return isIn(event.task, 'submitting')
    case 'revealed':
      return isIn(event.task, 'running')
    case 'merged':
      return isIn(event.task, 'merging')
    case 'failed': {
      const task = state.tasks[event.task]
      // The order for a machine may have been sent and have become a lease. So the program must first ask the market about the order, before the task can fail.
      if (task?.phase === 'booking') return task.order === null
      if (event.lost !== undefined) return (task?.phase === 'running' || task?.phase === 'merging') && areTasksOf(task, event.lost)
      return begun.has(task?.phase ?? 'done')
    }
    case 'retried':
      return event.task === undefined ? isJobOver(state) : isRepeatable(state, event.task)
    case 'cancelled':
      return !isJobOver(state)
    case 'leasePlanned':
      return isIn(event.task, 'planning')
    case 'ordered':
    case 'orderRefused':
    case 'leased':
    case 'checkpointed':
    case 'finished':
    case 'leaseEnded': {
      const leased = leaseTaskOf(state, event.task)
      return leased !== null && fitsLease(leased, event)
    }
    default:
      return assertNever(event)
  }
}

/** Returns true if an event belongs to a task that runs on rented machines and not in the task pool. */
export function isLeaseEvent(event: JobEvent): event is LeaseEvent {
  return 'epoch' in event || event.kind === 'leasePlanned'
}

/** Returns true if a task can run again: it is done or has failed, and no task that needs its result is running. In a cancelled job, no task can run again. */
function isRepeatable(state: JobState, name: string): boolean {
  const { phase } = state.tasks[name] ?? {}
  if (phase !== 'failed' && phase !== 'done') return false
  const others = Object.values(state.tasks)
  if (others.some((task) => task.phase === 'cancelled')) return false
  return [...withDependants(state, name)].every((one) => !working.has(state.tasks[one]?.phase ?? 'done'))
}
