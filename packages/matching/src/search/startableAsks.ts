import { comesBeforeAt } from '../book/structures/ranked.ts'
import type { Turn } from '../book/turn.ts'
import type { AskMerge } from './askMerge.ts'
import { takesClass, takesRegion } from './takesClass.ts'
import { mayReach } from './mayReach.ts'
import type { AskRecord, BidRecord, ClassMarket, MarketBook } from '../book/records.ts'

/**
 * After its first look, a search looks for the cheapest unread book (asks of one class and region) at most this many times. Then it reads all remaining books
 * that the bid takes.
 */
const fewLooks = 6

const noBooks: readonly MarketBook[] = []

/**
 * The asks on which a spot bid could start, by price, then time. Most searches take only the first ask, which is found by comparing the lowest price of each
 * book (asks of one class and region). If a search wants more asks, that book is read. Another book is read when its first ask becomes the cheapest one.
 */
export class StartableAsks {
  readonly #merge: AskMerge
  readonly #turn: Turn
  readonly #bid: BidRecord
  readonly #regionId: number | null
  /** The book that the search found first. Its asks are read only if the search needs another ask than the first ask of this book. */
  #first: MarketBook | null = null
  /** The books found later. */
  #others = noBooks
  #looks = 0
  #isAllRead = false

  /** Prepares to read the books of all regions that the bid takes, or only of `regionId`. */
  constructor(merge: AskMerge, { turn, bid, regionId }: { turn: Turn; bid: BidRecord; regionId: number | null }) {
    this.#merge = merge
    this.#turn = turn
    this.#bid = bid
    this.#regionId = regionId
  }

  /** Returns the next ask; undefined when all asks are read. */
  next(): AskRecord | undefined {
    if (this.#looks === 0) {
      this.#looks = 1
      const book = this.#find(undefined)
      return book === null ? undefined : firstOf(book)
    }
    if (this.#isAllRead) return this.#merge.next()
    const first = this.#first
    if (first === null) return undefined
    if (this.#looks === 1) {
      this.#merge.clear(this.#bid, this.#turn.second)
      this.#read(first)
      if (this.#merge.head === firstOf(first)) this.#merge.next()
    }
    this.#readCheapest()
    return this.#merge.next()
  }

  /** Makes sure that the merge contains the cheapest remaining ask. */
  #readCheapest(): void {
    while (this.#looks <= fewLooks) {
      this.#looks += 1
      const book = this.#find(this.#merge.head)
      if (book === null) return
      this.#read(book)
      // Is the book's first ask now the head of the merge? If the merge skipped it, this ask cannot serve the bid, so look at the next book.
      if (this.#merge.head === firstOf(book)) return
    }
    if (!this.#isAllRead) this.#readRest()
  }

  #readRest(): void {
    this.#isAllRead = true
    for (const { classId, cheapest, regions } of this.#turn.book.classMarkets) {
      if (!takesClass(this.#bid, classId)) continue
      for (const [at, book] of regions.entries())
        if ((cheapest[at] as number) <= this.#bid.maxRank && this.#isWanted(book) && !this.#isFound(book)) this.#read(book)
    }
  }

  #read({ asks }: MarketBook): void {
    this.#merge.add(asks, { onlyMarked: true, divisor: 1 })
  }

  /**
   * Among the books that a bid takes (each has the asks of one class and region), finds the book with the first ask of all, if this ask comes before the given
   * one. Returns null if there is no such book.
   */
  #find(before: AskRecord | undefined): MarketBook | null {
    const bid = this.#bid
    let best = before
    let found: MarketBook | null = null
    let bestRank = before?.rank ?? bid.maxRank
    const { classMarkets } = this.#turn.book
    for (let place = 0; place < classMarkets.length; place += 1) {
      const { classId, least, cheapest, firsts, regions } = classMarkets[place] as ClassMarket
      if (least > bestRank || !takesClass(bid, classId)) continue
      for (let at = 0; at < cheapest.length; at += 1) {
        const rank = cheapest[at] as number
        if (rank > bestRank) continue
        const book = regions[at] as MarketBook
        if (!this.#isWanted(book) || this.#isFound(book)) continue
        // Read the asks only if two ranks are equal: the ranks are next to each other in memory, the asks are not.
        const one = firsts[at] as AskRecord
        if (rank === bestRank && best !== undefined && !comesBeforeAt(rank, one, best)) continue
        best = one
        bestRank = rank
        found = book
      }
    }
    if (this.#first === null) this.#first = found
    else if (found !== null) this.#others = [...this.#others, found]
    return found
  }

  #isFound(book: MarketBook): boolean {
    return book === this.#first || this.#others.includes(book)
  }

  #isWanted({ regionId, reach }: MarketBook): boolean {
    const isRegion = this.#regionId === null ? takesRegion(this.#bid, regionId) : regionId === this.#regionId
    return isRegion && mayReach(reach, this.#bid, this.#turn.second)
  }
}

function firstOf({ market, at }: MarketBook): AskRecord | undefined {
  return market.firsts[at] ?? undefined
}
