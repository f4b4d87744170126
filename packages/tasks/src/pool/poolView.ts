import { type Address, type Hex32, keccak256Hex, packWords, type TaskBatch } from '@infinitio/domain'
import type { PoolAccount } from '../draw/poolAccount.ts'

/** The states of a task. A task that nobody has is `open`. docs/contracts.md lists the edges between them. */
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

/** A batch as the chain has it. */
export type PoolBatchView = {
  readonly batchId: Hex32
  readonly batch: TaskBatch
  readonly beaconSeed: Hex32
  readonly submitBlock: number
  readonly submittedAt: number
  /** Escrow of all tasks, in base units of PToken. The submitter pays it and `baseFee`, which is burned. */
  readonly paid: bigint
  readonly baseFee: bigint
  /** Tasks that nobody has and that can still be accepted. */
  open: number
  stopped: boolean
  /** Its tasks that were accepted at least once, by their index. */
  readonly tasks: Map<number, PoolTaskView>
  /** Those of `tasks` that have not ended. */
  readonly live: Map<number, PoolTaskView>
}

/** A place for a run that checks a task. `takenAfter` counts the blocks from `sinceBlock` to the first take. */
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

/** A dispute about a revealed task. Round 1 is one run, round 2 five runs, round 3 a contradiction that a path proves. */
export type PoolDisputeView = {
  challenger: Address | null
  round: number
  openedAt: number
  openedBlock: number
  verdict: 'worker wrong' | 'challenger wrong' | 'both wrong' | null
  appellant: Address | null
  /** The chunk that is disputed besides the sample; null if only the sample is disputed. */
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
  /** Providers that gave the task up with a code of failure, and the codes in their sequence. */
  readonly failures: { readonly provider: Address; readonly code: number }[]
  /** The payments of the task, in base units of PToken. */
  readonly payments: { readonly account: Address; readonly amount: bigint }[]
}

/**
 * All that follows from the pool's events: batches by id, tasks by id, stakes by provider, and the sum of all stakes that count in draws (1e-9 PToken). `live` has
 * the batches with a task that has not ended, in the sequence in which they are served: the best paid per second first, then the oldest.
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

/** Adds a new batch to those that are served, after those with the same pay. */
export function addLive({ live }: PoolView, batch: PoolBatchView): void {
  live.splice(
    placeIn(live, (one) => compareServed(one, batch) <= 0),
    0,
    batch,
  )
}

/** Removes a batch from those that are served once all its tasks have ended. */
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

/** Orders by reward and tip for each second that a task may take, the most first. */
function payOrder({ batch: one }: PoolBatchView, { batch: other }: PoolBatchView): number {
  const [left, right] = [(one.reward + one.tip) * other.runSeconds, (other.reward + other.tip) * one.runSeconds]
  return left === right ? 0 : left > right ? -1 : 1
}

/** Returns how many batches at the beginning of the sequence have a property that no later one has. */
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
