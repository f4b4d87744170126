import type { AskRecord } from '../book/askRecord.ts'
import type { MarketBook } from '../book/marketBook.ts'
import { comesBefore } from '../book/ranked.ts'
import type { Reach } from '../book/reach.ts'
import type { CompiledBid } from './compiledBid.ts'
import { mayReach } from './mayReach.ts'

/** A list's chunks, and the neighbours in one of them. */
type AskRuns = { readonly chunks: readonly AskRun[] }
type AskRun = { readonly members: readonly AskRecord[]; readonly ranks: Float64Array; readonly edge: Reach }
/**
 * Several price-time lists read as one, cheapest first, then oldest: a heap of cursors. A list may have a divisor of its own; then the merge reads by
 * price ÷ divisor (0: last of all). One merge is used again for every search, and its numbers stand in arrays of numbers, so that a search allocates
 * nothing; a list that is never reached is not looked into, not even whether it may serve the bid. The lists must not change while they are read.
 */
export class AskMerge {
  /** By cursor: what it reads, how far the asks of its book reach, and where it is: the chunk and the place in it. */
  readonly #lists: AskRuns[] = []
  readonly #reaches: Reach[] = []
  #chunks = new Int32Array(16)
  #places = new Int32Array(16)
  /** By cursor: price ÷ divisor of what it gives next, and its divisor. */
  #ranks = new Float64Array(16)
  #divisors = new Float64Array(16)
  /** Numbers of the cursors that are not read to their end, a heap. */
  #heap = new Int32Array(16)
  #size = 0
  #added = 0
  /** The first of the top cursor was given, and it still stands there. */
  #isGiven = false
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
    this.#isGiven = false
    this.#lastRank = bid.maxRank
    this.#bid = bid
    this.#second = second
  }

  /** Adds a list of a book to read, before the first `next`. */
  add(list: AskRuns, reach: Reach, divisor = 1): void {
    const first = list.chunks[0]
    if (first === undefined) return
    this.#ranks[this.#added] = first.ranks[0] as number
    this.#add(list, reach, divisor)
  }

  /** Adds the asks of a book that could start now, without looking into them: its class knows the rank of the first. */
  addStartable({ startable, reach, market, at }: MarketBook): void {
    this.#ranks[this.#added] = market.cheapest[at] as number
    this.#add(startable, reach, 1)
  }

  /** The rank of the first ask stands in its place already: a number that is handed on is put into a box of its own. */
  #add(list: AskRuns, reach: Reach, divisor: number): void {
    const at = this.#added
    const firstRank = this.#ranks[at] as number
    if (firstRank > this.#lastRank || firstRank === Number.POSITIVE_INFINITY) return
    this.#added += 1
    if (this.#added === this.#ranks.length) this.#widen()
    this.#lists[at] = list
    this.#reaches[at] = reach
    this.#chunks[at] = 0
    this.#places[at] = 0
    this.#ranks[at] = firstRank / divisor
    this.#divisors[at] = divisor
    this.#rise(this.#size, at)
    this.#size += 1
  }

  /** What `next` will give, or undefined when all are read. */
  get head(): AskRecord | undefined {
    this.#leaveGiven()
    return this.#size === 0 ? undefined : this.#headOf(this.#heap[0] as number)
  }

  /** Price ÷ divisor of the head; infinity when all are read. */
  get rank(): number {
    this.#leaveGiven()
    return this.#size === 0 ? Number.POSITIVE_INFINITY : (this.#ranks[this.#heap[0] as number] as number)
  }

  /** The next ask of all lists, or undefined when all are read. */
  next(): AskRecord | undefined {
    this.#leaveGiven()
    while (this.#size > 0) {
      const top = this.#heap[0] as number
      const { chunks } = this.#lists[top] as AskRuns
      const chunk = this.#chunks[top] as number
      const place = this.#places[top] as number
      const { members, edge } = chunks[chunk] as AskRun
      const isBookSkipped = chunk === 0 && place === 0 && !this.#mayServe(this.#reaches[top] as Reach)
      if (isBookSkipped) this.#goOn(top, chunks.length, 0)
      else if (place === 0 && !this.#mayServe(edge)) this.#goOn(top, chunk + 1, 0)
      else {
        this.#isGiven = true
        return members[place]
      }
    }
    return undefined
  }

  /** Goes past the ask that was given last: only when another is wanted, since most bids take the first. */
  #leaveGiven(): void {
    if (!this.#isGiven) return
    this.#isGiven = false
    const top = this.#heap[0] as number
    const chunk = this.#chunks[top] as number
    const after = (this.#places[top] as number) + 1
    const { members } = (this.#lists[top] as AskRuns).chunks[chunk] as AskRun
    if (after < members.length) this.#goOn(top, chunk, after)
    else this.#goOn(top, chunk + 1, 0)
  }

  #mayServe(reach: Reach): boolean {
    return mayReach(reach, this.#bid as CompiledBid, this.#second)
  }

  /** Puts the top cursor at a place of a chunk, or behind its end, and the next one on top. */
  #goOn(top: number, chunk: number, place: number): void {
    const rank = (this.#lists[top] as AskRuns).chunks[chunk]?.ranks[place]
    if (rank !== undefined && rank <= this.#lastRank) {
      this.#chunks[top] = chunk
      this.#places[top] = place
      this.#ranks[top] = rank / (this.#divisors[top] as number)
      this.#sink(top)
    } else {
      this.#size -= 1
      this.#sink(this.#heap[this.#size] as number)
    }
  }

  #headOf(at: number): AskRecord {
    const { chunks } = this.#lists[at] as AskRuns
    return (chunks[this.#chunks[at] as number] as AskRun).members[this.#places[at] as number] as AskRecord
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
    const places = this.#ranks.length * 2
    this.#ranks = withPlaces(new Float64Array(places), this.#ranks)
    this.#divisors = withPlaces(new Float64Array(places), this.#divisors)
    this.#heap = withPlaces(new Int32Array(places), this.#heap)
    this.#chunks = withPlaces(new Int32Array(places), this.#chunks)
    this.#places = withPlaces(new Int32Array(places), this.#places)
  }
}

function withPlaces<Numbers extends Float64Array | Int32Array>(wider: Numbers, numbers: Numbers): Numbers {
  wider.set(numbers)
  return wider
}
