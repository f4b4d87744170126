import type { AskRecord } from '../book/askRecord.ts'
import { comesBefore } from '../book/ranked.ts'
import type { RankedChunk } from '../book/rankedChunk.ts'
import type { RankedList } from '../book/rankedList.ts'
import type { Reach } from '../book/reach.ts'
import type { BidRecord } from '../book/bidRecord.ts'
import { mayReach } from './mayReach.ts'

type AskList = RankedList<AskRecord, Reach>

/** How far a list is read. */
type Cursor = { list: AskList; onlyMarked: boolean; chunk: number; place: number }

/** How a list is read: all of it or its marked asks alone, by price ÷ divisor (0: last of all). */
export type Reading = { readonly onlyMarked: boolean; readonly divisor: number }

/**
 * Several price-time lists read as one, cheapest first, then oldest: a heap of cursors. A list may have a divisor of its own. One merge is used again for every search, and its numbers stand in arrays of numbers, so that a search allocates
 * nothing; a list that is never reached is not looked into. The lists must not change while they are read.
 */
export class AskMerge {
  readonly #cursors: Cursor[] = []
  /** By cursor: price ÷ divisor of what it gives next, and its divisor. */
  #ranks = new Float64Array(16)
  #divisors = new Float64Array(16)
  /** Numbers of the cursors that are not read to their end, a heap. */
  #heap = new Int32Array(16)
  #size = 0
  #added = 0
  #lastRank = Number.POSITIVE_INFINITY
  #bid: BidRecord | null = null
  #second = 0

  /**
   * Starts anew for a bid, with nothing to read. What is added is read up to the bid's price, or one that is the same as a number, without the asks
   * of chunks that cannot serve it.
   */
  clear(bid: BidRecord, second: number): void {
    this.#size = 0
    this.#added = 0
    this.#lastRank = bid.maxRank
    this.#bid = bid
    this.#second = second
  }

  /** Adds a list to read, if it has something for the bid. */
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

  /** What `next` will give, or undefined when all are read. */
  get head(): AskRecord | undefined {
    return this.#size === 0 ? undefined : this.#headOf(this.#heap[0] as number)
  }

  /** Price ÷ divisor of the head; infinity when all are read. */
  get rank(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : (this.#ranks[this.#heap[0] as number] as number)
  }

  /** The next ask of all lists, or undefined when all are read. */
  next(): AskRecord | undefined {
    if (this.#size === 0) return undefined
    const top = this.#heap[0] as number
    const head = this.#headOf(top)
    this.#goOn(top, this.#nextRank(this.#cursors[top] as Cursor))
    return head
  }

  /** Moves a cursor on and says the rank of the ask it stands at then; undefined at its end. */
  #nextRank(cursor: Cursor): number | undefined {
    const { members, marks, ranks } = cursor.list.chunks[cursor.chunk] as RankedChunk<AskRecord, Reach>
    cursor.place = cursor.onlyMarked ? marks.next(cursor.place + 1) : cursor.place + 1
    return cursor.place < members.length ? ranks[cursor.place] : this.#enterChunk(cursor, cursor.chunk + 1)
  }

  /** The same, to the begin of a chunk or of the first after it that may have what the bid wants. */
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

  /** The top cursor stands at an ask of this rank now, or at its end. */
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

  /** Puts a cursor in its place, from the top on. */
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
