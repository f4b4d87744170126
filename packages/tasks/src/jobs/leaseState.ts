import { assert, assertNever, type Bid, type Hex32, type NodeId, type Workload } from '@infinitio/domain'
import type { CheckDraw, CheckReport } from '../training/checkedTraining.ts'
import type { JobResultFile } from './jobResultFile.ts'

/**
 * The maximum cost of a task's leases, in base units of PToken: `time` is their time at the highest price, `fees` are the market's fees, and `total` is the
 * sum.
 */
export type LeaseCost = { readonly time: bigint; readonly fees: bigint; readonly total: bigint }

/**
 * The leases that the owner of a job approves for a task: the number of GPUs, the total seconds of all leases together, the highest price, and the maximum cost
 * of all leases together. `segments` is only of a training that is checked and of its check: they keep the state after each segment, and not only the newest two.
 */
export type LeasePlan = {
  readonly gpus: number
  readonly seconds: number
  readonly maxPricePerGpuSecond: bigint
  readonly cost: LeaseCost
  readonly segments?: number | undefined
}

/**
 * A signed order for a machine. The journal stores the order before it is sent. A program that was killed then sends the same order again, so that no second
 * lease is rented.
 */
export type LeaseOrder = { readonly orderHash: Hex32; readonly bid: Bid; readonly workload: Workload }

/** A copy of the directory with checkpoints. `manifest` is the hash of the list of its files. `epoch` is the number of the lease that wrote it. */
export type JobCheckpoint = { readonly epoch: number; readonly name: string; readonly manifest: Hex32 }

/** The reason why a lease of a task ends. After `lost`, the task continues on the next machine. `check` is only of the check of a training. */
export type LeaseOutcome =
  | { readonly kind: 'done'; readonly result: Hex32; readonly file: JobResultFile; readonly check?: CheckReport | undefined }
  | { readonly kind: 'failed'; readonly reason: string; readonly isFinal: boolean; readonly check?: CheckReport | undefined }
  | { readonly kind: 'lost'; readonly reason: string }
  | { readonly kind: 'cancelled' }

/**
 * The state of a task on rented machines that remains from one lease to the next.
 * - `epoch` is the number of its last lease and never decreases.
 * - `paid` is the cost of the leases of the present plan so far, in base units of PToken.
 * - `checkpoints` are the newest two, newest first; of a training that is checked, all.
 * - `leases` are the leases since the task began, oldest first.
 * - `former` are leases of earlier runs of the task, of which the newest 64 remain. A check does not go to their providers again.
 * - `draw` and `check` are only of the check of a training.
 * - `avoid` are machines that refused the task or were lost.
 * - `refusals` counts the orders since the last lease that gave no lease.
 * - `wasLost` is true if the machine of its last lease was lost.
 */
export type HeldLease = {
  readonly epoch: number
  readonly paid: bigint
  readonly checkpoints: readonly JobCheckpoint[]
  readonly leases: readonly string[]
  readonly former: readonly string[]
  readonly draw: CheckDraw | null
  readonly check: CheckReport | null
  readonly avoid: readonly NodeId[]
  readonly refusals: number
  readonly wasLost: boolean
}

type LeasePlanned = { readonly attempt: number; readonly lease: LeasePlan }

/** The states that only a task on rented machines can have. It can also have the states that every task can have. */
export type LeaseTaskState =
  | ({ readonly phase: 'ready' } & LeasePlanned)
  | ({ readonly phase: 'booking'; readonly order: LeaseOrder | null } & LeasePlanned)
  | ({ readonly phase: 'leased'; readonly orderHash: Hex32; readonly node: NodeId; readonly leaseId: string } & LeasePlanned)
  | ({
      readonly phase: 'ending'
      readonly orderHash: Hex32
      readonly node: NodeId
      readonly leaseId: string | null
      readonly outcome: LeaseOutcome
    } & LeasePlanned)
  | ({ readonly phase: 'done'; readonly result: Hex32; readonly file: JobResultFile } & LeasePlanned)

/** The events of a task on rented machines. An event with an epoch (the number of a lease) counts only if this lease is the newest one. */
export type LeaseEvent =
  | { readonly kind: 'leasePlanned'; readonly task: string; readonly lease: LeasePlan; readonly draw?: CheckDraw | undefined }
  | { readonly kind: 'ordered'; readonly task: string; readonly epoch: number; readonly order: LeaseOrder }
  /**
   * The order for a machine failed: nothing was rented and nothing was paid. `isFinal` is true if only the owner can remove the reason. `canRepeat` is true if
   * another program of the account used the nonce of the order first, so the same machine may take the next one.
   */
  | {
      readonly kind: 'orderRefused'
      readonly task: string
      readonly epoch: number
      readonly reason: string
      readonly isFinal: boolean
      readonly canRepeat?: boolean | undefined
    }
  | { readonly kind: 'leased'; readonly task: string; readonly epoch: number; readonly leaseId: string }
  | { readonly kind: 'checkpointed'; readonly task: string; readonly epoch: number; readonly name: string; readonly manifest: Hex32 }
  | { readonly kind: 'finished'; readonly task: string; readonly epoch: number; readonly outcome: LeaseOutcome }
  /** The lease has ended. `paid` is its maximum cost, in base units of PToken. Validators can later lower the cost (by a credit). */
  | { readonly kind: 'leaseEnded'; readonly task: string; readonly epoch: number; readonly paid: bigint }

/**
 * The steps that the program must take for a task on rented machines. `left` is the remaining money: the most that its next lease may cost, in base units of
 * PToken. `hasBegun` is true if the machine of its last lease was lost and the task has a checkpoint, so that it has work to lose.
 */
export type LeaseCommand =
  | {
      readonly kind: 'book'
      readonly task: string
      readonly lease: LeasePlan
      readonly epoch: number
      readonly left: bigint
      readonly avoid: readonly NodeId[]
      readonly hasBegun: boolean
    }
  | { readonly kind: 'order'; readonly task: string; readonly epoch: number; readonly order: LeaseOrder }
  | { readonly kind: 'followLease'; readonly task: string; readonly held: HeldLease; readonly leaseId: string }
  | {
      readonly kind: 'endLease'
      readonly task: string
      readonly epoch: number
      readonly orderHash: Hex32
      readonly leaseId: string | null
      readonly outcome: LeaseOutcome
    }

const mostCheckpoints = 2
const mostFormer = 64
/** A task fails if its machine is lost after this many leases. */
const mostLeases = 20
const mostRefusals = 20
const mostAvoided = 8
const noLease: HeldLease = {
  epoch: 0,
  paid: 0n,
  checkpoints: [],
  leases: [],
  former: [],
  draw: null,
  check: null,
  avoid: [],
  refusals: 0,
  wasLost: false,
}

/** Returns the state of a task that remains from one lease to the next. Before the first lease, returns an empty state. */
export function heldOf({ held }: { readonly held: Readonly<Record<string, HeldLease>> }, task: string): HeldLease {
  return held[task] ?? noLease
}

/**
 * Returns the state that remains of a task whose leases are planned. The cost of its earlier plans counts elsewhere, so `paid` begins at 0. A check of another
 * result than before begins without the segments that it ran again.
 */
export function plannedHeld(held: HeldLease, draw: CheckDraw | undefined): HeldLease {
  const isOther = draw !== undefined && (held.draw?.of !== draw.of || held.draw.block !== draw.block)
  return { ...held, paid: 0n, draw: draw ?? null, check: null, ...(isOther ? withoutRun(held) : {}) }
}

/** Returns the state that remains of a task that was done and runs again from its start. */
export function repeatedHeld(held: HeldLease): HeldLease {
  return { ...held, ...withoutRun(held), check: null }
}

function withoutRun({ leases, former }: HeldLease) {
  return { checkpoints: [], leases: [], former: [...former, ...leases].slice(-mostFormer) }
}

/** Returns the state of a lease task after the approval of its plan: it waits for a machine. */
export function bookingOf({ attempt, lease }: LeasePlanned): LeaseTaskState {
  return { phase: 'booking', attempt, lease, order: null }
}

/** A task on rented machines: its present state, and the state that remains from one lease to the next. */
export type LeaseTask = { readonly task: LeaseTaskState; readonly held: HeldLease }

/** Returns the next step of the task with this name, or null if the task waits for its owner or has no next step. */
export function leaseCommandOf(name: string, { task: now, held }: LeaseTask): LeaseCommand | null {
  if (now.phase === 'booking') {
    const { order, lease } = now
    if (order !== null) return { kind: 'order', task: name, epoch: held.epoch, order }
    const hasBegun = held.wasLost && held.checkpoints.length > 0
    return { kind: 'book', task: name, lease, epoch: held.epoch, left: lease.cost.total - held.paid, avoid: held.avoid, hasBegun }
  }
  if (now.phase === 'leased') return { kind: 'followLease', task: name, held, leaseId: now.leaseId }
  if (now.phase !== 'ending') return null
  const { orderHash, leaseId, outcome } = now
  return { kind: 'endLease', task: name, epoch: held.epoch, orderHash, leaseId, outcome }
}

/** An event of a lease task after its plan was made. */
export type BookedEvent = Exclude<LeaseEvent, { kind: 'leasePlanned' }>

/** Returns true if an event of a lease may come next. Refuses events of an earlier lease, so that a machine that responds again too late changes nothing. */
export function fitsLease({ task, held }: LeaseTask, event: BookedEvent): boolean {
  if (event.epoch !== held.epoch) return false
  switch (event.kind) {
    case 'ordered':
      return task.phase === 'booking' && task.order === null
    case 'orderRefused':
    case 'leased':
      return task.phase === 'booking' && task.order !== null
    case 'checkpointed':
    case 'finished':
      return task.phase === 'leased'
    case 'leaseEnded':
      return task.phase === 'ending'
    default:
      return assertNever(event)
  }
}

/** The states in which a task on leases ends without a result. */
export type LeaseEnd =
  | { readonly phase: 'failed'; readonly attempt: number; readonly reason: string }
  | { readonly phase: 'cancelled'; readonly plan: null }

/**
 * The result of an event of a lease: the next state of the task (`next`), the part of its state that remains for the next lease (`held`), and the amount that
 * the task no longer reserves (`freed`, in base units of PToken).
 */
export type LeaseStep = { readonly next: LeaseTaskState | LeaseEnd; readonly held: HeldLease; readonly freed: bigint }

/** Returns the state of a task after an event of its lease. Asserts that the event fits. */
export function advanceLease({ task, held }: LeaseTask, event: BookedEvent, retries: number): LeaseStep {
  assert(fitsLease({ task, held }, event), 'the event fits the lease')
  const { attempt, lease } = task
  const same = (next: LeaseTaskState): LeaseStep => ({ next, held, freed: 0n })
  switch (event.kind) {
    case 'ordered':
      return same({ phase: 'booking', attempt, lease, order: event.order })
    case 'orderRefused': {
      const refusals = held.refusals + 1
      const after = { ...held, refusals, avoid: event.canRepeat === true ? held.avoid : avoiding(held, orderIn(task).bid.node) }
      if (!event.isFinal && refusals < mostRefusals) return { next: bookingOf(task), held: after, freed: 0n }
      return { next: { phase: 'failed', attempt, reason: event.reason }, held: { ...after, refusals: 0 }, freed: lease.cost.total - held.paid }
    }
    case 'leased': {
      const { orderHash, bid } = orderIn(task)
      const next = { phase: 'leased', attempt, lease, orderHash, node: bid.node, leaseId: event.leaseId } as const
      return { next, held: { ...held, refusals: 0, leases: [...held.leases, event.leaseId] }, freed: 0n }
    }
    case 'checkpointed': {
      const { epoch, name, manifest } = event
      const checkpoints = [{ epoch, name, manifest }, ...held.checkpoints].slice(0, Math.max(mostCheckpoints, lease.segments ?? 0))
      return { next: task, held: { ...held, checkpoints }, freed: 0n }
    }
    case 'finished': {
      assert(task.phase === 'leased', 'the lease runs')
      const check = 'check' in event.outcome ? (event.outcome.check ?? null) : null
      return { next: { ...task, phase: 'ending', outcome: event.outcome }, held: { ...held, check }, freed: 0n }
    }
    case 'leaseEnded': {
      assert(task.phase === 'ending', 'the lease ends')
      const wasLost = task.outcome.kind === 'lost'
      return afterLease(task, { held: { ...held, epoch: held.epoch + 1, paid: held.paid + event.paid, wasLost }, retries })
    }
    default:
      return assertNever(event)
  }
}

function orderIn(task: LeaseTaskState): LeaseOrder {
  assert(task.phase === 'booking' && task.order !== null, 'the lease has an order')
  return task.order
}

/** Returns the machines that the next order avoids, with `node` as the first. Each machine is in the list once, and the oldest are dropped. */
function avoiding({ avoid }: HeldLease, node: NodeId): readonly NodeId[] {
  return [node, ...avoid.filter((other) => other !== node)].slice(0, mostAvoided)
}

function afterLease(
  { attempt, lease, node, outcome }: Extract<LeaseTaskState, { phase: 'ending' }>,
  { held, retries }: { readonly held: HeldLease; readonly retries: number },
): LeaseStep {
  const freed = lease.cost.total - held.paid
  const failed = (reason: string): LeaseStep => ({ next: { phase: 'failed', attempt, reason }, held, freed })
  switch (outcome.kind) {
    case 'done':
      return { next: { phase: 'done', attempt, lease, result: outcome.result, file: outcome.file }, held, freed }
    case 'cancelled':
      return { next: { phase: 'cancelled', plan: null }, held, freed }
    case 'lost':
      if (held.epoch >= mostLeases) return failed(outcome.reason)
      return { next: bookingOf({ attempt, lease }), held: { ...held, avoid: avoiding(held, node) }, freed: 0n }
    case 'failed':
      return outcome.isFinal || attempt > retries ? failed(outcome.reason) : { next: bookingOf({ attempt: attempt + 1, lease }), held, freed: 0n }
    default:
      return assertNever(outcome)
  }
}

/**
 * Returns a task on rented machines after its owner cancelled the job, or null if nothing changes for it. If its order was already sent, the order may become a
 * lease. So the program must ask the market about it and end the lease.
 */
export function cancelledLease(task: LeaseTaskState): LeaseTaskState | LeaseEnd | null {
  const outcome = { kind: 'cancelled' } as const
  const { attempt, lease } = task
  switch (task.phase) {
    case 'ready':
      return { phase: 'cancelled', plan: null }
    case 'booking':
      return task.order === null
        ? { phase: 'cancelled', plan: null }
        : { phase: 'ending', attempt, lease, orderHash: task.order.orderHash, node: task.order.bid.node, leaseId: null, outcome }
    case 'leased':
      return { ...task, phase: 'ending', outcome }
    case 'ending':
      return task.outcome.kind === 'done' ? null : { ...task, outcome }
    case 'done':
      return null
    default:
      return assertNever(task)
  }
}
