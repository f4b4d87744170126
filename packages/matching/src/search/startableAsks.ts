import type { AskRecord } from '../book/askRecord.ts'
import type { MarketBook } from '../book/marketBook.ts'
import { comesBefore } from '../book/ranked.ts'
import type { Turn } from '../book/turn.ts'
import type { AskMerge } from './askMerge.ts'
import { type CompiledBid, takesClass, takesRegion } from './compiledBid.ts'
import { mayReach } from './mayReach.ts'

/** How far a search has come: nothing was given, one ask was, or all books are merged. */
type Progress = 'begin' | 'first' | 'merged'

/**
 * The asks on which a bid could start at once, by price, then time. Most searches take the first: it is found by one look at the cheapest rank of each
 * book, without putting the books in order. Only when another is wanted are they merged.
 */
export class StartableAsks {
  readonly #merge: AskMerge
  readonly #turn: Turn
  readonly #bid: CompiledBid
  readonly #regionId: number | null
  #progress: Progress = 'begin'
  #first: AskRecord | null = null

  /** Of all regions that the bid takes, or of one. */
  constructor(merge: AskMerge, { turn, bid, regionId }: { turn: Turn; bid: CompiledBid; regionId: number | null }) {
    this.#merge = merge
    this.#turn = turn
    this.#bid = bid
    this.#regionId = regionId
  }

  /** The next ask, or undefined when all are read. */
  next(): AskRecord | undefined {
    if (this.#progress === 'begin') {
      this.#progress = 'first'
      this.#first = this.#cheapest()
      return this.#first ?? undefined
    }
    if (this.#first === null) return undefined
    if (this.#progress === 'merged') return this.#merge.next()
    this.#mergeAll()
    const next = this.#merge.next()
    // The merge leaves the first out when it sees that none of its neighbours can serve the bid.
    return next === this.#first ? this.#merge.next() : next
  }

  /** The ask that comes before the first ones of all other books that the bid takes; null when none is within its price. */
  #cheapest(): AskRecord | null {
    const bid = this.#bid
    let best: AskRecord | null = null
    let bestRank = bid.maxRank
    for (const { classId, cheapest, firsts, regions } of this.#turn.book.classMarkets) {
      if (!takesClass(bid, classId)) continue
      for (let at = 0; at < firsts.length; at += 1) {
        if ((cheapest[at] as number) > bestRank) continue
        const one = firsts[at] as AskRecord
        if ((best !== null && !comesBefore(one, best)) || !this.#isWanted(regions[at] as MarketBook)) continue
        best = one
        bestRank = one.rank
      }
    }
    return best
  }

  #mergeAll(): void {
    this.#progress = 'merged'
    this.#merge.clear(this.#bid, this.#turn.second)
    for (const { classId, cheapest, regions } of this.#turn.book.classMarkets) {
      if (!takesClass(this.#bid, classId)) continue
      for (let at = 0; at < regions.length; at += 1) {
        const one = regions[at] as MarketBook
        if ((cheapest[at] as number) <= this.#bid.maxRank && this.#isWanted(one)) this.#merge.add(one.asks, { onlyMarked: true, divisor: 1 })
      }
    }
  }

  #isWanted({ regionId, reach }: MarketBook): boolean {
    const isRegion = this.#regionId === null ? takesRegion(this.#bid, regionId) : regionId === this.#regionId
    return isRegion && mayReach(reach, this.#bid, this.#turn.second)
  }
}
