import { type Address, type Hex32, keccak256Hex, packWords, type TaskBatch } from '@infinitio/domain'
import type { PoolAccount } from '../draw/poolAccount.ts'

/** The states of a task. A task without a worker is `open`. docs/contracts.md lists the changes from one state to another. */
export type PoolTaskState =
  | 'open'
  | 'assigned'
  | 'committed'
  | 'auditing'
  | 'answered'
  | 'revealed'
  | 'unaudited'
  | 'disputed'
  | 'judged'
  | 'accepted'
  | 'decided'
  | 'refunded'

/** A batch (tasks that a submitter ordered together), as the events of the chain show it. */
export type PoolBatchView = {
  readonly batchId: Hex32
  readonly batch: TaskBatch
  readonly beaconSeed: Hex32
  readonly submitBlock: number
  readonly submittedAt: number
  /** `paid` is the amount that the submitter has locked for all tasks, in base units of PToken. `baseFee` is the part of it that is burned. */
  readonly paid: bigint
  readonly baseFee: bigint
  /** The number of tasks without a worker that can still be accepted. A task that its worker gave up counts too. */
  open: number
  stopped: boolean
  /** The tasks of the batch that were accepted at least once, by their index. */
  readonly tasks: Map<number, PoolTaskView>
  /** The tasks in `tasks` that have not ended. */
  readonly live: Map<number, PoolTaskView>
}

/**
 * A check of a task (an audit, or a run in a dispute) and the account that took it. `takenAfter` is the number of blocks from `sinceBlock` until an account
 * first took it.
 */
export type PoolRunView = {
  account: Address | null
  nodeId: Hex32 | null
  state: 'empty' | 'taken' | 'answered' | 'shown'
  late: number
  takenAfter: number
  sinceBlock: number
  changedAt: number
  answer: Hex32 | null
}

/**
 * A dispute about the revealed result of a task. In round 1, one more run decides; in round 2, after an appeal, five more runs decide. Round 3 means that a
 * Merkle path has proven that the worker's answer contradicts its result.
 */
export type PoolDisputeView = {
  challenger: Address | null
  round: number
  openedAt: number
  openedBlock: number
  verdict: 'worker wrong' | 'challenger wrong' | 'both wrong' | null
  appellant: Address | null
  /** The chunk (part of the task) that the dispute names, in addition to the chunks of the audit's sample; null if it names none. */
  chunk: number | null
}

/** A task that was accepted at least once. */
export type PoolTaskView = {
  readonly taskId: Hex32
  readonly batchId: Hex32
  readonly index: number
  state: PoolTaskState
  worker: Address | null
  nodeId: Hex32
  classId: number
  tries: number
  streak: number
  changedAt: number
  changedBlock: number
  commitment: Hex32 | null
  revealed: { readonly root: Hex32; readonly salt: Hex32; readonly answer: Hex32; readonly audited: boolean; readonly at: number } | null
  sampleSeed: Hex32 | null
  readonly runs: Map<number, PoolRunView>
  dispute: PoolDisputeView | null
  /** The providers that gave the task up, each with its code of the reason, in the order in which they did. */
  readonly failures: { readonly provider: Address; readonly code: number }[]
  /** The payments that were made when the task ended, in base units of PToken. */
  readonly payments: { readonly account: Address; readonly amount: bigint }[]
}

/**
 * The state of the task pool, calculated from its events: batches by id, tasks by id, and accounts by provider. `bonded` is the sum of all stakes that count in
 * random selections, in 1e-9 PToken. `live` has the batches with a task that has not ended, in the order in which they are served: the batch with the highest
 * pay per second first, and the older one if two are equal.
 */
export type PoolView = {
  readonly batches: Map<Hex32, PoolBatchView>
  readonly live: PoolBatchView[]
  readonly tasks: Map<Hex32, PoolTaskView>
  readonly accounts: Map<Address, PoolAccount>
  bonded: bigint
}

/** Returns the pool before its first event. */
export function emptyPool(): PoolView {
  return { batches: new Map(), live: [], tasks: new Map(), accounts: new Map(), bonded: 0n }
}

/** Adds a new batch to `live` (the batches with a task that has not ended), after the batches with the same pay per second. */
export function addLive({ live }: PoolView, batch: PoolBatchView): void {
  live.splice(
    placeIn(live, (one) => compareServed(one, batch) <= 0),
    0,
    batch,
  )
}

/** Removes a batch from `live` (the batches with a task that has not ended) if all its tasks have ended. */
export function dropEnded({ live }: PoolView, batch: PoolBatchView): void {
  if (batch.open > 0 || batch.live.size > 0) return
  const place = live.indexOf(
    batch,
    placeIn(live, (one) => compareServed(one, batch) < 0),
  )
  if (place !== -1) live.splice(place, 1)
}

function compareServed(one: PoolBatchView, other: PoolBatchView): number {
  return payOrder(one, other) || one.submitBlock - other.submitBlock
}

/** Compares two batches for sorting by their pay: reward and tip of a task, divided by the seconds that it may run. The higher pay comes first. */
function payOrder({ batch: one }: PoolBatchView, { batch: other }: PoolBatchView): number {
  const [left, right] = [(one.reward + one.tip) * other.runSeconds, (other.reward + other.tip) * one.runSeconds]
  return left === right ? 0 : left > right ? -1 : 1
}

/** Returns how many batches at the start of the list fulfil a condition, by binary search. The batches that fulfil it must all come before the others. */
function placeIn(live: readonly PoolBatchView[], isBefore: (one: PoolBatchView) => boolean): number {
  let from = 0
  for (let to = live.length; from < to; ) {
    const middle = (from + to) >> 1
    const one = live[middle]
    if (one !== undefined && isBefore(one)) from = middle + 1
    else to = middle
  }
  return from
}

/** Returns the id of a task. Calculates the same as `TaskPool.taskIdOf`. */
export function taskIdOf(batchId: Hex32, index: number): Hex32 {
  return keccak256Hex(packWords([BigInt(batchId), BigInt(index)]))
}
