import { assert } from '@infinitio/domain'
import type { Book } from '../book/book.ts'
import type { PromisedCapacity } from './promisedCapacity.ts'
import { changingSeconds, type PresenceIn, standingGpus } from './standingGpus.ts'

type Kept = { readonly promise: PromisedCapacity; delivered: number; open: number }

/**
 * Adds up what commitments delivered while a book is replayed. What stands at a second counts for one of a provider's commitments of a class alone: for
 * the one that ends first, until it is kept, then for the next. Time that stood open counts for at most a quarter of a commitment, the rest must be taken by
 * leases. The same journal and the same records of hours give the same seconds to whoever replays it.
 */
export class DeliveryMeter {
  readonly #wasPresent: PresenceIn

  readonly #kept = new Map<bigint, Kept>()
  /** By provider and class, each the ones that end first first. */
  #groups: Kept[][] = []
  #second = 0

  constructor(wasPresent: PresenceIn) {
    this.#wasPresent = wasPresent
  }

  /** Counts for another one from now on. Asserts that its window has not begun, or nothing was counted yet. */
  add(promise: PromisedCapacity): void {
    assert(!this.#kept.has(promise.id) && promise.from >= this.#second, 'a commitment is known before its window begins')
    const kept = { promise, delivered: 0, open: 0 }
    this.#kept.set(promise.id, kept)
    const group = this.#groups.find(([first]) => first?.promise.provider === promise.provider && first.promise.classId === promise.classId)
    if (group === undefined) this.#groups.push([kept])
    else group.splice(0, group.length, ...[...group, kept].sort(endsFirst))
  }

  /** The second up to which it has counted. */
  get second(): number {
    return this.#second
  }

  /** Counts up to a second, which is not included, by the book as it has stood since the last call. A second that is not later changes nothing. */
  moveTo(book: Book, second: number): void {
    const from = this.#second
    if (second <= from) return
    this.#second = second
    if (this.#groups.length === 0) return
    for (const group of this.#groups) countGroup(book, group, { from, to: second, wasPresent: this.#wasPresent })
    this.#groups = this.#groups.filter((group) => group.some(({ promise }) => promise.until > second))
  }

  /** GPU-seconds that a commitment delivered so far, at most what it promised; null for one that it does not know. */
  deliveredOf(id: bigint): number | null {
    return this.#kept.get(id)?.delivered ?? null
  }
}

function endsFirst({ promise: one }: Kept, { promise: other }: Kept): number {
  return one.until - other.until || (one.id < other.id ? -1 : 1)
}

/** Open time counts for at most so much of a commitment. */
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

/** A span in which what stands does not change. */
function countSpan(book: Book, group: readonly Kept[], { start, end, wasPresent }: { start: number; end: number; wasPresent: PresenceIn }): void {
  const inside = group.filter(({ promise }) => promise.from <= start && promise.until > start)
  const stood = inside.map((kept) => ({ kept, ...standingGpus(book, kept.promise, { second: start, wasPresent }) }))
  for (let at = start; at < end; ) at += countSeconds(stood, end - at)
}

type Standing = { readonly kept: Kept; readonly taken: number; readonly open: number }

/** Counts as many seconds as all go on alike, at most `most`: what is taken before what stands open, each GPU for one commitment. Returns how many. */
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
