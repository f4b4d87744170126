import { assert } from '@infinitio/domain'
import type { Book } from '../book/book.ts'
import type { PromisedCapacity } from './promisedCapacity.ts'
import { changingSeconds, type PresenceIn, standingGpus } from './standingGpus.ts'

type Kept = { readonly promise: PromisedCapacity; delivered: number; open: number }

/**
 * Measures how much of their commitments (promises of GPU time) providers deliver, while the journal of an order book is replayed. Each GPU counts for only one
 * commitment of its provider and class: the one that ends first and is not fulfilled yet. Time that was only offered counts for at most a quarter of a
 * commitment; the rest must be leased. The same journal and presence records always give the same seconds.
 */
export class DeliveryMeter {
  readonly #wasPresent: PresenceIn

  readonly #kept = new Map<bigint, Kept>()
  /** The commitments (promises of GPU time) by provider and class. Each group is sorted by the end of its windows. */
  #groups: Kept[][] = []
  #second = 0

  constructor(wasPresent: PresenceIn) {
    this.#wasPresent = wasPresent
  }

  /**
   * Begins to measure one more commitment (promise of GPU time). Asserts that its window begins no earlier than the second up to which the meter has counted.
   */
  add(promise: PromisedCapacity): void {
    assert(!this.#kept.has(promise.id) && promise.from >= this.#second, 'a commitment is known before its window begins')
    const kept = { promise, delivered: 0, open: 0 }
    this.#kept.set(promise.id, kept)
    const group = this.#groups.find(([first]) => first?.promise.provider === promise.provider && first.promise.classId === promise.classId)
    if (group === undefined) this.#groups.push([kept])
    else group.splice(0, group.length, ...[...group, kept].sort(endsFirst))
  }

  /** The second up to which the meter has counted. */
  get second(): number {
    return this.#second
  }

  /**
   * Adds the GPU time from the last call up to `second` to the commitments. The book must not have changed in this time. Does nothing for an earlier or equal
   * second.
   */
  moveTo(book: Book, second: number): void {
    const from = this.#second
    if (second <= from) return
    this.#second = second
    if (this.#groups.length === 0) return
    for (const group of this.#groups) countGroup(book, group, { from, to: second, wasPresent: this.#wasPresent })
    this.#groups = this.#groups.filter((group) => group.some(({ promise }) => promise.until > second))
  }

  /** Returns the GPU-seconds that a commitment has delivered, at most its promise; null for an unknown commitment. */
  deliveredOf(id: bigint): number | null {
    return this.#kept.get(id)?.delivered ?? null
  }
}

function endsFirst({ promise: one }: Kept, { promise: other }: Kept): number {
  return one.until - other.until || (one.id < other.id ? -1 : 1)
}

/** Time that was only offered counts for at most 1 / `openShare` of a commitment (a promise of GPU time). */
const openShare = 4

function countGroup(book: Book, group: readonly Kept[], { from, to, wasPresent }: { from: number; to: number; wasPresent: PresenceIn }): void {
  const first = Math.max(from, Math.min(...group.map(({ promise }) => promise.from)))
  const last = Math.min(to, Math.max(...group.map(({ promise }) => promise.until)))
  const [any] = group
  if (any === undefined || first >= last) return
  const windows = group.flatMap(({ promise }) => [promise.from, promise.until]).filter((edge) => edge > first && edge < last)
  const edges = [...new Set([...changingSeconds(book, any.promise, { from: first, to: last }), ...windows])].sort((one, other) => one - other)
  let start = first
  for (const end of [...edges, last]) {
    countSpan(book, group, { start, end, wasPresent })
    start = end
  }
}

/** Adds the GPU time of a span, in which neither asks nor leases change, to the commitments of one provider and class. */
function countSpan(book: Book, group: readonly Kept[], { start, end, wasPresent }: { start: number; end: number; wasPresent: PresenceIn }): void {
  const inside = group.filter(({ promise }) => promise.from <= start && promise.until > start)
  const stood = inside.map((kept) => ({ kept, ...standingGpus(book, kept.promise, { second: start, wasPresent }) }))
  for (let at = start; at < end; ) at += countSeconds(stood, end - at)
}

type Standing = { readonly kept: Kept; readonly taken: number; readonly open: number }

/**
 * Counts up to `most` seconds. Stops earlier when a commitment is fulfilled, or has its maximum of time that was only offered. Leased GPUs count before offered
 * ones, and each GPU counts for one commitment only. Returns the number of counted seconds.
 */
function countSeconds(stood: readonly Standing[], most: number): number {
  const given = { taken: 0, open: 0 }
  let seconds = most
  const rates = stood.map(({ kept, ...gpus }) => {
    const missing = kept.promise.gpuSeconds - kept.delivered
    const openLeft = Math.floor(kept.promise.gpuSeconds / openShare) - kept.open
    const taken = Math.min(missing, Math.max(0, gpus.taken - given.taken))
    const open = Math.min(missing - taken, openLeft, Math.max(0, gpus.open - given.open))
    given.taken += taken
    given.open += open
    if (taken + open > 0) seconds = Math.min(seconds, Math.floor(missing / (taken + open)))
    if (open > 0) seconds = Math.min(seconds, Math.floor(openLeft / open))
    return { kept, taken, open }
  })
  for (const { kept, taken, open } of rates) {
    kept.delivered += (taken + open) * seconds
    kept.open += open * seconds
  }
  return seconds
}
