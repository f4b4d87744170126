import type { AskRecord } from '../book/askRecord.ts'
import type { MarketBook } from '../book/marketBook.ts'
import { comesBefore } from '../book/ranked.ts'
import type { Reach } from '../book/reach.ts'
import type { CompiledBid } from './compiledBid.ts'
import { mayReach } from './mayReach.ts'

type AskRun = { readonly members: readonly AskRecord[]; readonly ranks: Float64Array; readonly edge: Reach }
/** How far a list is read. */
type Cursor = { chunks: readonly AskRun[]; chunk: number; place: number }

/**
 * Several price-time lists read as one, cheapest first, then oldest: a heap of cursors. A list may have a divisor of its own; then the merge reads by
 * price ÷ divisor (0: last of all). One merge is used again for every search, and its numbers stand in arrays of numbers, so that a search allocates
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
  #bid: CompiledBid | null = null
  #second = 0

  /**
   * Starts anew for a bid, with nothing to read. What is added is read up to the bid's price, or one that is the same as a number, without the asks
   * of chunks that cannot serve it.
   */
  clear(bid: CompiledBid, second: number): void {
    this.#size = 0
    this.#added = 0
    this.#lastRank = bid.maxRank
    this.#bid = bid
    this.#second = second
  }

  /** Adds a list to read, before the first `next`. */
  add({ chunks }: { readonly chunks: readonly AskRun[] }, divisor = 1): void {
    const first = chunks[0]
    if (first === undefined) return
    this.#ranks[this.#added] = first.ranks[0] as number
    this.#add(chunks, divisor)
  }

  /** Adds the asks of a book that could start now, without looking into them: its class knows the rank of the first. */
  addStartable({ startable, market, at }: MarketBook): void {
    this.#ranks[this.#added] = market.cheapest[at] as number
    this.#add(startable.chunks, 1)
  }

  /** The rank of the first ask stands in its place already: a number that is handed on is put into a box of its own. */
  #add(chunks: readonly AskRun[], divisor: number): void {
    const at = this.#added
    const firstRank = this.#ranks[at] as number
    if (firstRank > this.#lastRank || firstRank === Number.POSITIVE_INFINITY) return
    this.#added += 1
    if (this.#added === this.#ranks.length) this.#widen()
    const cursor = this.#cursors[at]
    if (cursor === undefined) this.#cursors.push({ chunks, chunk: 0, place: 0 })
    else {
      cursor.chunks = chunks
      cursor.chunk = 0
      cursor.place = 0
    }
    this.#ranks[at] = firstRank / divisor
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
    while (this.#size > 0) {
      const top = this.#heap[0] as number
      const cursor = this.#cursors[top] as Cursor
      const { members, ranks, edge } = cursor.chunks[cursor.chunk] as AskRun
      const isSkipped = cursor.place === 0 && !mayReach(edge, this.#bid as CompiledBid, this.#second)
      const head = members[cursor.place]
      cursor.place = isSkipped ? members.length : cursor.place + 1
      let rank: number | undefined = ranks[cursor.place]
      if (cursor.place === members.length) {
        cursor.chunk += 1
        cursor.place = 0
        rank = cursor.chunks[cursor.chunk]?.ranks[0]
      }
      this.#goOn(top, rank)
      if (!isSkipped) return head
    }
    return undefined
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
    const { chunks, chunk, place } = this.#cursors[at] as Cursor
    return (chunks[chunk] as AskRun).members[place] as AskRecord
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
