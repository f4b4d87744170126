import { comesBefore } from '../book/structures/ranked.ts'
import type { RankedChunk } from '../book/structures/rankedChunk.ts'
import type { RankedList } from '../book/structures/rankedList.ts'
import type { Reach } from '../book/structures/reach.ts'
import { mayReach } from './mayReach.ts'
import type { AskRecord, BidRecord } from '../book/records.ts'

type AskList = RankedList<AskRecord, Reach>

/** A cursor: a position in a list of asks. */
type Cursor = { list: AskList; onlyMarked: boolean; chunk: number; place: number }

/** How a search reads a list of asks: all asks or only the marked ones (those that can start now), by price ÷ divisor. A divisor of 0 sorts last. */
export type Reading = { readonly onlyMarked: boolean; readonly divisor: number }

/**
 * Reads several lists of asks as one, cheapest first, then oldest. A heap of cursors (positions in the lists) finds the next ask. Each list may have its own
 * divisor for the price. All searches share one object and its arrays, so a search allocates no memory. It reads a list only when the list's first ask is next.
 * The lists must not change during a search.
 */
export class AskMerge {
  readonly #cursors: Cursor[] = []
  /** For each cursor (position in a list), `#ranks` has the price ÷ divisor of its next ask, and `#divisors` the divisor. */
  #ranks = new Float64Array(16)
  #divisors = new Float64Array(16)
  /** A heap with the numbers of the unfinished cursors. */
  #heap = new Int32Array(16)
  #size = 0
  #added = 0
  #lastRank = Number.POSITIVE_INFINITY
  #bid: BidRecord | null = null
  #second = 0

  /**
   * Starts a search for a bid, without lists; `add` adds them. The search reads each list up to the bid's highest price, rounded to a number. It skips chunks
   * (parts of a list) that cannot serve the bid.
   */
  clear(bid: BidRecord, second: number): void {
    this.#size = 0
    this.#added = 0
    this.#lastRank = bid.maxRank
    this.#bid = bid
    this.#second = second
  }

  /** Adds a list of asks to the search, if it may contain an ask for the bid. */
  add(list: AskList, { onlyMarked, divisor }: Reading): void {
    const at = this.#added
    const cursor = this.#cursors[at] ?? { list, onlyMarked, chunk: 0, place: 0 }
    this.#cursors[at] = cursor
    cursor.list = list
    cursor.onlyMarked = onlyMarked
    const rank = this.#enterChunk(cursor, 0)
    if (rank === undefined || rank > this.#lastRank) return
    this.#added += 1
    if (this.#added === this.#ranks.length) this.#widen()
    this.#ranks[at] = rank / divisor
    this.#divisors[at] = divisor
    this.#rise(this.#size, at)
    this.#size += 1
  }

  /** The ask that `next` will return; undefined if all lists are read. */
  get head(): AskRecord | undefined {
    return this.#size === 0 ? undefined : this.#headOf(this.#heap[0] as number)
  }

  /** Price ÷ divisor of the ask that `next` will return; infinity if all lists are read. */
  get rank(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : (this.#ranks[this.#heap[0] as number] as number)
  }

  /** Returns the next ask of all lists; undefined when all lists are read. */
  next(): AskRecord | undefined {
    if (this.#size === 0) return undefined
    const top = this.#heap[0] as number
    const head = this.#headOf(top)
    this.#goOn(top, this.#nextRank(this.#cursors[top] as Cursor))
    return head
  }

  /** Moves a cursor (a position in a list) to its next ask and returns the ask's rank (price as a number); undefined at the end of the list. */
  #nextRank(cursor: Cursor): number | undefined {
    const { members, marks, ranks } = cursor.list.chunks[cursor.chunk] as RankedChunk<AskRecord, Reach>
    cursor.place = cursor.onlyMarked ? marks.next(cursor.place + 1) : cursor.place + 1
    return cursor.place < members.length ? ranks[cursor.place] : this.#enterChunk(cursor, cursor.chunk + 1)
  }

  /**
   * Moves a cursor to the first ask of the first chunk (part of a list of asks), at or after `from`, that may fit the bid. With `onlyMarked`, looks only at
   * chunks with a marked ask, and moves to the first marked ask. Returns the rank (price as a number) of that ask; undefined at the end of the list.
   */
  #enterChunk(cursor: Cursor, from: number): number | undefined {
    const { list, onlyMarked } = cursor
    let at = onlyMarked ? list.markedChunk(from) : from
    let chunk = list.chunks[at]
    while (chunk !== undefined && !mayReach(chunk.edge, this.#bid as BidRecord, this.#second)) {
      at = onlyMarked ? list.markedChunk(at + 1) : at + 1
      chunk = list.chunks[at]
    }
    cursor.chunk = at
    cursor.place = onlyMarked && chunk !== undefined ? chunk.marks.next(0) : 0
    return chunk?.ranks[cursor.place]
  }

  /** Restores the order of the heap after the cursor at its top moved to an ask with this rank; undefined means that its list has ended. */
  #goOn(top: number, rank: number | undefined): void {
    if (rank !== undefined && rank <= this.#lastRank) {
      this.#ranks[top] = rank / (this.#divisors[top] as number)
      this.#sink(top)
    } else {
      this.#size -= 1
      this.#sink(this.#heap[this.#size] as number)
    }
  }

  #headOf(at: number): AskRecord {
    const { list, chunk, place } = this.#cursors[at] as Cursor
    return (list.chunks[chunk] as RankedChunk<AskRecord, Reach>).members[place] as AskRecord
  }

  #isFirst(one: number, other: number): boolean {
    const rank = this.#ranks[one] as number
    const otherRank = this.#ranks[other] as number
    return rank === otherRank ? comesBefore(this.#headOf(one), this.#headOf(other)) : rank < otherRank
  }

  #rise(from: number, cursor: number): void {
    const heap = this.#heap
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = heap[parent] as number
      if (!this.#isFirst(cursor, above)) break
      heap[at] = above
      at = parent
    }
    heap[at] = cursor
  }

  /** Restores the heap order for a cursor at the top. */
  #sink(cursor: number): void {
    const heap = this.#heap
    const size = this.#size
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= size) break
      if (child + 1 < size && this.#isFirst(heap[child + 1] as number, heap[child] as number)) child += 1
      const below = heap[child] as number
      if (!this.#isFirst(below, cursor)) break
      heap[at] = below
      at = child
    }
    heap[at] = cursor
  }

  #widen(): void {
    const wider = this.#ranks.length * 2
    const [ranks, divisors, heap] = [this.#ranks, this.#divisors, this.#heap]
    this.#ranks = new Float64Array(wider)
    this.#ranks.set(ranks)
    this.#divisors = new Float64Array(wider)
    this.#divisors.set(divisors)
    this.#heap = new Int32Array(wider)
    this.#heap.set(heap)
  }
}
