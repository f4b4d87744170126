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
  plannedHeld,
  repeatedHeld,
} from './leaseState.ts'

/** A job as its owner wrote it: its tasks by name, each with the tasks that must be done before it (`needs`) and the number of its retries. */
export type JobSpec = {
  readonly id: Hex32
  /** The most that the job may cost, in base units of PToken. A task begins only if the maximum costs of it and all tasks so far are within this limit. */
  readonly maxCost: bigint
  readonly tasks: Readonly<Record<string, { readonly needs: readonly string[]; readonly retries: number }>>
}

/**
 * The maximum cost of a batch, in base units of PToken. `reward` pays the workers, `checks` the auditors, and `fees` is the submitter's fee. `baseFee` is
 * burned. `total` is the sum of all four.
 */
export type JobCost = {
  readonly reward: bigint
  readonly checks: bigint
  readonly fees: bigint
  readonly baseFee: bigint
  readonly total: bigint
}

/** The batch that a task of a job will buy. `input` is the SHA-256 of its input. `seconds` is how long each task of the batch runs on the reference machine. */
export type JobPlan = {
  readonly batchId: Hex32
  readonly batch: TaskBatch
  readonly input: Hex32
  readonly seconds: number
  readonly cost: JobCost
}

type Planned = { readonly attempt: number; readonly plan: JobPlan; readonly bought?: Bought | undefined }

/**
 * The state of one task of a job. `attempt` counts from 1. A task that is `ready` waits until the owner approves the job. A task of the pool has a plan, and a
 * task on rented machines has a lease. `bought` has the results that are already paid, while the missing ones are bought again.
 */
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

/** A job with the state of each task. `spent` is the maximum cost of its batches and leases so far. Tasks begin only after the owner's approval. */
export type JobState = {
  readonly spec: JobSpec
  readonly tasks: Readonly<Record<string, JobTaskState>>
  readonly spent: bigint
  readonly isApproved: boolean
  /** For each task on leases, the state that remains from one lease to the next (such as its checkpoints). */
  readonly held: Readonly<Record<string, HeldLease>>
}

/** An event of a job. The journal of all events restores the job. */
export type JobEvent = PoolJobEvent | LeaseEvent

/** An event of a job with tasks that run in the pool. The market stores these events. */
export type PoolJobEvent =
  | { readonly kind: 'started' }
  | { readonly kind: 'planned'; readonly task: string; readonly plan: JobPlan }
  /** The owner has agreed that the job may spend up to its limit. */
  | { readonly kind: 'approved' }
  | { readonly kind: 'submitted'; readonly task: string }
  | { readonly kind: 'revealed'; readonly task: string }
  | { readonly kind: 'merged'; readonly task: string; readonly result: Hex32; readonly file: JobResultFile }
  /**
   * `isFinal`: another attempt would fail too. `lost`: only these tasks, by their numbers in the first batch, have no result; without it, no result remains.
   */
  | {
      readonly kind: 'failed'
      readonly task: string
      readonly reason: string
      readonly isFinal: boolean
      readonly lost?: readonly number[] | undefined
    }
  /** Repeats a task and all tasks that need its result. Without a task, repeats all tasks that failed or were skipped. */
  | { readonly kind: 'retried'; readonly task?: string | undefined }
  | { readonly kind: 'cancelled' }

/** A step that the program must take next for a job. */
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

/** The error for a job in which a task waits for itself through other tasks, or for a task that does not exist. */
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
 * Returns the job after an event, and the steps that the program must take. The salt of a batch depends only on the job, the task and the attempt. So a second
 * program that runs the same job submits the same batch, and the pool accepts the batch only once. Asserts that the event fits the state.
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
  // Bought results are valid for one input only. If a task that this one needs runs again, the input of this task changes, so this task begins without results.
  const keeps = (name: string) => (state.spec.tasks[name]?.needs ?? []).every((need) => !again.has(need))
  const waiting = (name: string, task: JobTaskState) => ({
    phase: 'waiting' as const,
    ...(task.phase === 'failed' && task.bought !== undefined && keeps(name) ? { bought: task.bought } : {}),
  })
  const tasks = Object.entries(state.tasks).map(([name, task]) => [name, again.has(name) ? waiting(name, task) : task])
  // A task that was done, and a check with an outcome, run again without their checkpoints. A failed task continues from its last checkpoint.
  const isAnew = (name: string, { check }: HeldLease) => again.has(name) && (state.tasks[name]?.phase === 'done' || check !== null)
  const held = Object.entries(state.held).map(([name, kept]) => [name, isAnew(name, kept) ? repeatedHeld(kept) : kept] as const)
  return startReady({ ...state, tasks: Object.fromEntries(tasks), held: Object.fromEntries(held) })
}

/** Returns the name of a task, with the names of all tasks that need its result directly or through others. */
export function withDependants({ spec }: Pick<JobState, 'spec'>, name: string): ReadonlySet<string> {
  const found = new Set([name])
  for (let size = 0; size !== found.size; ) {
    size = found.size
    for (const [other, { needs }] of Object.entries(spec.tasks)) if (needs.some((need) => found.has(need))) found.add(other)
  }
  return found
}

/** Returns true if every task of the job has ended. */
export function isJobOver({ tasks }: JobState): boolean {
  return Object.values(tasks).every(({ phase }) => ['done', 'failed', 'skipped', 'cancelled'].includes(phase))
}

/** Returns the job after all events of its journal, and the steps to take now. These include steps that another program, which has crashed, had begun. */
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
  { task: name, lease, draw }: Extract<JobEvent, { kind: 'leasePlanned' }>,
): { state: JobState; commands: JobCommand[] } {
  const { attempt } = stateOf(state, name, 'planning')
  const spent = state.spent + lease.cost.total
  if (spent > state.spec.maxCost) return fail(state, name, { attempt, reason: 'its cost is above what the job may cost' })
  const held = { ...state.held, [name]: plannedHeld(heldOf(state, name), draw) }
  const planned = { phase: 'ready', attempt, lease } as const
  const next = withTask({ ...state, spent, held }, name, state.isApproved ? bookingOf(planned) : planned)
  return { state: next, commands: nextOf(next, name) }
}

function begunOf(task: Extract<JobTaskState, { phase: 'ready' }>): JobTaskState {
  return 'lease' in task ? bookingOf(task) : { ...task, phase: 'submitting' }
}

/** Returns the next step of a task after its batch was submitted: to follow the batch, or to merge its outputs. */
function onChainOf(state: JobState, name: string): JobCommand[] {
  const task = state.tasks[name]
  if (task?.phase === 'running') return [{ kind: 'follow', task: name, batches: batchesOfStep(task) }]
  return task?.phase === 'merging' ? [{ kind: 'merge', task: name, input: inputOfStep(task), batches: batchesOfStep(task) }] : []
}

/** Returns the next step of a task that costs money, or nothing if there is none. */
function nextOf(state: JobState, name: string): JobCommand[] {
  const task = state.tasks[name]
  if (task?.phase === 'submitting') return [{ kind: 'submit', task: name, plan: task.plan }]
  const leased = leaseTaskOf(state, name)
  const command = leased === null ? null : leaseCommandOf(name, leased)
  return command === null ? [] : [command]
}

/** Returns a task on rented machines, with the state that remains from one lease to the next. Returns null for a task of the pool. */
export function leaseTaskOf(state: JobState, name: string): LeaseTask | null {
  const task = state.tasks[name]
  return task !== undefined && 'lease' in task ? { task, held: heldOf(state, name) } : null
}

/** Cancels a job. A task that was not submitted costs nothing. A batch that is submitted or just being sent must also be cancelled on the chain. */
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

/** Returns the results that a failed task keeps: of its submitted batch all but those in `lost` (none if it is undefined), otherwise of earlier batches. */
function keptOf(task: JobTaskState, lost: readonly number[] | undefined): { bought?: Bought } {
  if (task.phase === 'running' || task.phase === 'merging') return lost === undefined ? {} : { bought: boughtAfter(task, lost) }
  return 'bought' in task && task.bought !== undefined ? { bought: task.bought } : {}
}

type Failure = Omit<Extract<JobTaskState, { phase: 'failed' }>, 'phase'>

/** Marks a task as failed, and skips every task that waits for it. Other tasks continue. */
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
