import { assert, assertNever, type Hex32, keccak256Hex, type TaskBatch } from '@infinitio/domain'
import { batchesOfStep, type Bought, boughtAfter, type BoughtBatch, inputOfStep } from './bought.ts'
import type { JobResultFile } from './jobResultFile.ts'
import {
  advanceLease,
  type BookedEvent,
  bookingOf,
  cancelledLease,
  heldOf,
  type HeldLease,
  type LeaseCommand,
  leaseCommandOf,
  type LeaseEvent,
  type LeaseTask,
  type LeaseTaskState,
} from './leaseState.ts'

/** A job as its owner wrote it: tasks by name with what they wait for. Amounts in base units of PToken. */
export type JobSpec = {
  readonly id: Hex32
  /** New work begins only while all work together costs at most this. */
  readonly maxCost: bigint
  readonly tasks: Readonly<Record<string, { readonly needs: readonly string[]; readonly retries: number }>>
}

/**
 * What a batch costs at most, in base units of PToken: the pay of its workers, the share of those who check them, the fee of the side that pays, and the base fee, which is burned. `total` is the sum.
 */
export type JobCost = {
  readonly reward: bigint
  readonly checks: bigint
  readonly fees: bigint
  readonly baseFee: bigint
  readonly total: bigint
}

/** The batch of a task as it is submitted. `input` is the SHA-256 of its input, `seconds` what one of its tasks needs on the reference machine. */
export type JobPlan = {
  readonly batchId: Hex32
  readonly batch: TaskBatch
  readonly input: Hex32
  readonly seconds: number
  readonly cost: JobCost
}

type Planned = { readonly attempt: number; readonly plan: JobPlan; readonly bought?: Bought | undefined }

/** How far a task of a job is. `attempt` counts from 1. A `ready` task waits until the owner approves the job. Tasks of the pool have a plan, and tasks on leases have a lease. `bought` has the results that remain while others are bought again. */
export type JobTaskState =
  | LeaseTaskState
  | { readonly phase: 'waiting'; readonly bought?: Bought | undefined }
  | { readonly phase: 'planning'; readonly attempt: number; readonly bought?: Bought | undefined }
  | ({ readonly phase: 'ready' } & Planned)
  | ({ readonly phase: 'submitting' } & Planned)
  | ({ readonly phase: 'running' } & Planned)
  | ({ readonly phase: 'merging' } & Planned)
  | ({ readonly phase: 'done'; readonly result: Hex32; readonly file: JobResultFile } & Planned)
  | { readonly phase: 'failed'; readonly attempt: number; readonly reason: string; readonly bought?: Bought | undefined }
  | { readonly phase: 'skipped'; readonly because: string }
  | { readonly phase: 'cancelled'; readonly plan: JobPlan | null }

/** A job with the states of its tasks. `spent` is what its batches and leases cost at most; work begins only after the owner approved it. */
export type JobState = {
  readonly spec: JobSpec
  readonly tasks: Readonly<Record<string, JobTaskState>>
  readonly spent: bigint
  readonly isApproved: boolean
  /** The state of each task on leases that remains between its leases. */
  readonly held: Readonly<Record<string, HeldLease>>
}

/** An event of a job. A journal of the events restores the job. */
export type JobEvent = PoolJobEvent | LeaseEvent

/** An event of a job whose tasks run in the pool. The market stores these. */
export type PoolJobEvent =
  | { readonly kind: 'started' }
  | { readonly kind: 'planned'; readonly task: string; readonly plan: JobPlan }
  /** The owner agrees that the job spends up to its limit. */
  | { readonly kind: 'approved' }
  | { readonly kind: 'submitted'; readonly task: string }
  | { readonly kind: 'revealed'; readonly task: string }
  | { readonly kind: 'merged'; readonly task: string; readonly result: Hex32; readonly file: JobResultFile }
  /** `isFinal`: another attempt would fail in the same way. With `lost`, only these tasks of the step have no result, by their number in its first batch. */
  | {
      readonly kind: 'failed'
      readonly task: string
      readonly reason: string
      readonly isFinal: boolean
      readonly lost?: readonly number[] | undefined
    }
  /** Without a task: all that failed or were skipped. With one: this task and all that need its result. */
  | { readonly kind: 'retried'; readonly task?: string | undefined }
  | { readonly kind: 'cancelled' }

/** The next step of a job. */
export type JobCommand =
  | LeaseCommand
  | {
      readonly kind: 'plan'
      readonly task: string
      readonly salt: Hex32
      readonly results: Readonly<Record<string, Hex32>>
      readonly bought?: Bought | undefined
    }
  | { readonly kind: 'submit'; readonly task: string; readonly plan: JobPlan }
  | { readonly kind: 'follow'; readonly task: string; readonly batches: readonly BoughtBatch[] }
  | { readonly kind: 'merge'; readonly task: string; readonly input: Hex32; readonly batches: readonly BoughtBatch[] }
  | { readonly kind: 'cancel'; readonly batchId: Hex32 }

/** A job's graph has a circle, or a task waits for one that does not exist. */
export class JobGraphError extends Error {
  override readonly name = 'JobGraphError'
  readonly task: string

  constructor(task: string, message: string) {
    super(message)
    this.task = task
  }
}

/** Returns a job before its start. Throws JobGraphError for a graph that can never end. */
export function newJob(spec: JobSpec): JobState {
  const seen = new Map<string, 'open' | 'over'>()
  const visit = (name: string, from: string): void => {
    const task = spec.tasks[name]
    if (task === undefined) throw new JobGraphError(from, `the task ${from} needs ${name}, which does not exist`)
    if (seen.get(name) === 'open') throw new JobGraphError(from, `the task ${from} needs ${name}, which waits for it in turn`)
    if (seen.get(name) === 'over') return
    seen.set(name, 'open')
    for (const need of task.needs) visit(need, name)
    seen.set(name, 'over')
  }
  for (const name of Object.keys(spec.tasks)) visit(name, name)
  return {
    spec,
    tasks: Object.fromEntries(Object.keys(spec.tasks).map((name) => [name, { phase: 'waiting' } as const])),
    ...{ spent: 0n, isApproved: false, held: {} },
  }
}

/**
 * Returns the job after an event, and what has to be done. The salt of a batch follows from job, task and attempt, so a second program that runs the same job submits the same batch, which the pool accepts once. Asserts that the event fits the state.
 */
export function advanceJob(state: JobState, event: JobEvent): { state: JobState; commands: JobCommand[] } {
  switch (event.kind) {
    case 'started':
      return startReady(state)
    case 'retried':
      return retry(state, event.task)
    case 'cancelled':
      return cancel(state)
    case 'planned':
      return takePlan(state, event)
    case 'approved': {
      const isReady = (name: string) => state.tasks[name]?.phase === 'ready'
      const tasks = mapTasks(state.tasks, (task) => (task.phase === 'ready' ? begunOf(task) : task))
      const approved = { ...state, tasks, isApproved: true }
      return { state: approved, commands: Object.keys(tasks).flatMap((name) => (isReady(name) ? nextOf(approved, name) : [])) }
    }
    case 'submitted': {
      const next = withTask(state, event.task, { ...stateOf(state, event.task, 'submitting'), phase: 'running' })
      return { state: next, commands: onChainOf(next, event.task) }
    }
    case 'revealed': {
      const next = withTask(state, event.task, { ...stateOf(state, event.task, 'running'), phase: 'merging' })
      return { state: next, commands: onChainOf(next, event.task) }
    }
    case 'merged': {
      const { result, file } = event
      return startReady(withTask(state, event.task, { ...stateOf(state, event.task, 'merging'), phase: 'done', result, file }))
    }
    case 'failed':
      return failOrRetry(state, event)
    case 'leasePlanned':
      return takeLeasePlan(state, event)
    case 'ordered':
    case 'orderRefused':
    case 'leased':
    case 'checkpointed':
    case 'finished':
    case 'leaseEnded':
      return takeLeaseEvent(state, event)
    default:
      return assertNever(event)
  }
}

function takeLeaseEvent(state: JobState, event: BookedEvent): { state: JobState; commands: JobCommand[] } {
  const { task } = event
  const leased = leaseTaskOf(state, task)
  assert(leased !== null, 'the task has leases')
  const { next, held, freed } = advanceLease(leased, event, state.spec.tasks[task]?.retries ?? 0)
  const after = { ...state, spent: state.spent - freed, held: { ...state.held, [task]: held } }
  if (next.phase === 'failed') return fail(after, task, next)
  if (next.phase === 'done') return startReady(withTask(after, task, next))
  const advanced = withTask(after, task, next)
  return { state: advanced, commands: nextOf(advanced, task) }
}

function retry(state: JobState, only: string | undefined): { state: JobState; commands: JobCommand[] } {
  const failed = Object.entries(state.tasks).flatMap(([name, { phase }]) => (phase === 'failed' || phase === 'skipped' ? [name] : []))
  const again = only === undefined ? new Set(failed) : withDependants(state, only)
  // The results of a step belong to its input. A step whose input is made again begins with none.
  const keeps = (name: string) => (state.spec.tasks[name]?.needs ?? []).every((need) => !again.has(need))
  const waiting = (name: string, task: JobTaskState) => ({
    phase: 'waiting' as const,
    ...(task.phase === 'failed' && task.bought !== undefined && keeps(name) ? { bought: task.bought } : {}),
  })
  const tasks = Object.entries(state.tasks).map(([name, task]) => [name, again.has(name) ? waiting(name, task) : task])
  // A repeated lease task starts without checkpoints if it is done. If it failed, it continues from its last one.
  const held = Object.entries(state.held).map(([name, kept]) => {
    const isRepeated = again.has(name) && state.tasks[name]?.phase === 'done'
    return [name, isRepeated ? { ...kept, checkpoints: [] } : kept] as const
  })
  return startReady({ ...state, tasks: Object.fromEntries(tasks), held: Object.fromEntries(held) })
}

/** Returns a task with all that need its result, directly or by others. */
export function withDependants({ spec }: Pick<JobState, 'spec'>, name: string): ReadonlySet<string> {
  const found = new Set([name])
  for (let size = 0; size !== found.size; ) {
    size = found.size
    for (const [other, { needs }] of Object.entries(spec.tasks)) if (needs.some((need) => found.has(need))) found.add(other)
  }
  return found
}

/** Returns whether nothing of the job is left to do. */
export function isJobOver({ tasks }: JobState): boolean {
  return Object.values(tasks).every(({ phase }) => ['done', 'failed', 'skipped', 'cancelled'].includes(phase))
}

/** Returns the job that a journal of events leads to, and what has to be done now, also what was begun before a crash. */
export function restoreJob(spec: JobSpec, events: readonly JobEvent[]): { state: JobState; commands: JobCommand[] } {
  const state = events.reduce((before, event) => advanceJob(before, event).state, newJob(spec))
  const commands = Object.entries(state.tasks).flatMap(([name, task]): JobCommand[] => {
    if (task.phase === 'planning') return [planOf(state, name, task.attempt)]
    if (task.phase === 'running' || task.phase === 'merging') return onChainOf(state, name)
    if (task.phase === 'cancelled') return task.plan === null ? [] : [{ kind: 'cancel', batchId: task.plan.batchId }]
    return nextOf(state, name)
  })
  return { state, commands }
}

function takePlan(state: JobState, { task: name, plan }: Extract<JobEvent, { kind: 'planned' }>): { state: JobState; commands: JobCommand[] } {
  const { phase: _, ...planning } = stateOf(state, name, 'planning')
  const spent = state.spent + plan.cost.total
  if (spent > state.spec.maxCost) return fail(state, name, { ...planning, reason: 'its cost is above what the job may cost' })
  const planned = { ...planning, phase: 'ready', plan } as const
  const next = withTask({ ...state, spent }, name, state.isApproved ? begunOf(planned) : planned)
  return { state: next, commands: nextOf(next, name) }
}

function takeLeasePlan(
  state: JobState,
  { task: name, lease }: Extract<JobEvent, { kind: 'leasePlanned' }>,
): { state: JobState; commands: JobCommand[] } {
  const { attempt } = stateOf(state, name, 'planning')
  const spent = state.spent + lease.cost.total
  if (spent > state.spec.maxCost) return fail(state, name, { attempt, reason: 'its cost is above what the job may cost' })
  // `spent` has the cost of earlier plans already. Epochs and checkpoints remain.
  const held = { ...state.held, [name]: { ...heldOf(state, name), paid: 0n } }
  const planned = { phase: 'ready', attempt, lease } as const
  const next = withTask({ ...state, spent, held }, name, state.isApproved ? bookingOf(planned) : planned)
  return { state: next, commands: nextOf(next, name) }
}

function begunOf(task: Extract<JobTaskState, { phase: 'ready' }>): JobTaskState {
  return 'lease' in task ? bookingOf(task) : { ...task, phase: 'submitting' }
}

/** Returns the next step of a task whose batch is on the chain. */
function onChainOf(state: JobState, name: string): JobCommand[] {
  const task = state.tasks[name]
  if (task?.phase === 'running') return [{ kind: 'follow', task: name, batches: batchesOfStep(task) }]
  return task?.phase === 'merging' ? [{ kind: 'merge', task: name, input: inputOfStep(task), batches: batchesOfStep(task) }] : []
}

/** Returns the next step of a task that costs money, or none. */
function nextOf(state: JobState, name: string): JobCommand[] {
  const task = state.tasks[name]
  if (task?.phase === 'submitting') return [{ kind: 'submit', task: name, plan: task.plan }]
  const leased = leaseTaskOf(state, name)
  const command = leased === null ? null : leaseCommandOf(name, leased)
  return command === null ? [] : [command]
}

/** Returns a task with what it keeps over its leases, or null for a task that has none. */
export function leaseTaskOf(state: JobState, name: string): LeaseTask | null {
  const task = state.tasks[name]
  return task !== undefined && 'lease' in task ? { task, held: heldOf(state, name) } : null
}

/** A task that was not submitted costs nothing. A batch that is being sent may be on the chain already, so it is cancelled there. */
function cancel(state: JobState): { state: JobState; commands: JobCommand[] } {
  const tasks = Object.values(state.tasks)
  const commands = tasks.flatMap((task): JobCommand[] =>
    task.phase === 'running' || task.phase === 'submitting' ? [{ kind: 'cancel', batchId: task.plan.batchId }] : [],
  )
  let { spent } = state
  const entries = Object.entries(state.tasks).map(([name, task]): [string, JobTaskState] => {
    const after = cancelledTask(task)
    if (after.phase === 'cancelled' && 'lease' in task) spent -= task.lease.cost.total - heldOf(state, name).paid
    if (after.phase === 'cancelled' && task.phase === 'ready' && 'plan' in task) spent -= task.plan.cost.total
    return [name, after]
  })
  const next = { ...state, tasks: Object.fromEntries(entries), spent }
  return {
    state: next,
    commands: [...commands, ...Object.keys(next.tasks).flatMap((name) => (next.tasks[name]?.phase === 'ending' ? nextOf(next, name) : []))],
  }
}

function cancelledTask(task: JobTaskState): JobTaskState {
  if ('lease' in task) return cancelledLease(task) ?? task
  if (task.phase === 'submitting') return { phase: 'cancelled', plan: task.plan }
  return task.phase === 'waiting' || task.phase === 'planning' || task.phase === 'ready' ? { phase: 'cancelled', plan: null } : task
}

function startReady(state: JobState): { state: JobState; commands: JobCommand[] } {
  const isDone = (name: string) => state.tasks[name]?.phase === 'done'
  const ready = Object.entries(state.spec.tasks).filter(([name, { needs }]) => state.tasks[name]?.phase === 'waiting' && needs.every(isDone))
  const next = ready.reduce((before, [name]) => withTask(before, name, { ...stateOf(state, name, 'waiting'), phase: 'planning', attempt: 1 }), state)
  return { state: next, commands: ready.map(([name]) => planOf(next, name, 1)) }
}

function planOf(state: JobState, task: string, attempt: number): JobCommand {
  const results = (state.spec.tasks[task]?.needs ?? []).flatMap((need): [string, Hex32][] => {
    const done = state.tasks[need]
    return done?.phase === 'done' ? [[need, done.result]] : []
  })
  const own = state.tasks[task]
  const bought = own?.phase === 'planning' && own.bought !== undefined ? { bought: own.bought } : {}
  return { kind: 'plan', task, salt: saltOf(state.spec, task, attempt), results: Object.fromEntries(results), ...bought }
}

function failOrRetry(state: JobState, event: Extract<JobEvent, { kind: 'failed' }>): { state: JobState; commands: JobCommand[] } {
  const task = state.tasks[event.task]
  assert(task !== undefined && 'attempt' in task && task.phase !== 'done', 'only work that began fails')
  if (task.phase === 'booking') {
    const spent = state.spent - (task.lease.cost.total - heldOf(state, event.task).paid)
    return fail({ ...state, spent }, event.task, { attempt: task.attempt, reason: event.reason })
  }
  const isLast = event.isFinal || task.attempt > (state.spec.tasks[event.task]?.retries ?? 0)
  const kept = keptOf(task, event.lost)
  if (isLast) return fail(state, event.task, { attempt: task.attempt, reason: event.reason, ...kept })
  const next = withTask(state, event.task, { phase: 'planning', attempt: task.attempt + 1, ...kept })
  return { state: next, commands: [planOf(next, event.task, task.attempt + 1)] }
}

/** Returns the results that remain: those of a batch that lost others, and those of earlier batches if the next one was not submitted. */
function keptOf(task: JobTaskState, lost: readonly number[] | undefined): { bought?: Bought } {
  if (task.phase === 'running' || task.phase === 'merging') return lost === undefined ? {} : { bought: boughtAfter(task, lost) }
  return 'bought' in task && task.bought !== undefined ? { bought: task.bought } : {}
}

type Failure = Omit<Extract<JobTaskState, { phase: 'failed' }>, 'phase'>

/** Everything that waits for a failed task is skipped; other tasks go on. */
function fail(state: JobState, name: string, { attempt, reason, bought }: Failure): { state: JobState; commands: JobCommand[] } {
  let next = withTask(state, name, { phase: 'failed', attempt, reason, ...(bought === undefined ? {} : { bought }) })
  const over = new Set([name])
  for (let grew = true; grew; ) {
    grew = false
    for (const [other, { needs }] of Object.entries(next.spec.tasks)) {
      if (next.tasks[other]?.phase !== 'waiting' || !needs.some((need) => over.has(need))) continue
      next = withTask(next, other, { phase: 'skipped', because: name })
      over.add(other)
      grew = true
    }
  }
  return { state: next, commands: [] }
}

function saltOf({ id }: JobSpec, task: string, attempt: number): Hex32 {
  return keccak256Hex(new TextEncoder().encode(`${id} ${task} ${attempt}`))
}

function withTask(state: JobState, name: string, task: JobTaskState): JobState {
  return { ...state, tasks: { ...state.tasks, [name]: task } }
}

function mapTasks(tasks: JobState['tasks'], change: (task: JobTaskState) => JobTaskState): JobState['tasks'] {
  return Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, change(task)]))
}

function stateOf<Phase extends JobTaskState['phase']>(state: JobState, name: string, phase: Phase): Extract<JobTaskState, { phase: Phase }> {
  const task = state.tasks[name]
  assert(task?.phase === phase, `the task is ${phase}`)
  return task as Extract<JobTaskState, { phase: Phase }>
}
