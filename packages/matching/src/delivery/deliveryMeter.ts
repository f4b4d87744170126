import { assert } from '@infinitio/domain'
import type { Book } from '../book/book.ts'
import type { PromisedCapacity } from './promisedCapacity.ts'
import { changingSeconds, standingGpus } from './standingGpus.ts'

type Kept = { readonly promise: PromisedCapacity; delivered: number }

/**
 * Adds up what commitments delivered while a book is replayed. What stands at a second counts for one of a provider's commitments of a class alone: for
 * the one that ends first, until it is kept, then for the next. The same journal gives the same seconds to whoever replays it.
 */
export class DeliveryMeter {
  readonly #kept = new Map<bigint, Kept>()
  /** By provider and class, each the ones that end first first. */
  #groups: Kept[][] = []
  #second = 0

  /** Counts for another one from now on. Asserts that its window has not begun, or nothing was counted yet. */
  add(promise: PromisedCapacity): void {
    assert(!this.#kept.has(promise.id) && promise.from >= this.#second, 'a commitment is known before its window begins')
    const kept = { promise, delivered: 0 }
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
    for (const group of this.#groups) countGroup(book, group, { from, to: second })
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

function countGroup(book: Book, group: readonly Kept[], { from, to }: { from: number; to: number }): void {
  const first = Math.max(from, Math.min(...group.map(({ promise }) => promise.from)))
  const last = Math.min(to, Math.max(...group.map(({ promise }) => promise.until)))
  const [any] = group
  if (any === undefined || first >= last) return
  const windows = group.flatMap(({ promise }) => [promise.from, promise.until]).filter((edge) => edge > first && edge < last)
  const edges = [...new Set([...changingSeconds(book, any.promise, { from: first, to: last }), ...windows])].sort((one, other) => one - other)
  let start = first
  for (const end of [...edges, last]) {
    countSpan(book, group, { start, end })
    start = end
  }
}

/** A span in which nothing changes. */
function countSpan(book: Book, group: readonly Kept[], { start, end }: { start: number; end: number }): void {
  let given = 0
  for (const kept of group) {
    const { promise } = kept
    if (promise.from > start || promise.until <= start || kept.delivered === promise.gpuSeconds) continue
    const stood = standingGpus(book, promise, start) * (end - start)
    const counted = Math.min(promise.gpuSeconds - kept.delivered, Math.max(0, stood - given))
    kept.delivered += counted
    given += counted
  }
}
