import { meritOf } from '../book/nodeRecord.ts'
import { comesBefore } from '../book/structures/ranked.ts'
import type { Turn } from '../book/turn.ts'
import { AskMerge } from './askMerge.ts'
import { takesClass, takesRegion } from './takesClass.ts'
import { mayReach } from './mayReach.ts'
import { isWithinPrice, nodeMisfit, startsAtOnce } from './offer.ts'
import { StartableAsks } from './startableAsks.ts'
import type { AskRecord, BidRecord, MarketBook } from '../book/records.ts'

/**
 * Reads several lists of asks as one. All searches share this object: each search ends before the next one begins, and the object stores no state of a book.
 */
const merge = new AskMerge()

/** Asks in the order in which a bid takes them. */
export type Candidates = { readonly next: () => AskRecord | undefined }

/**
 * Returns the asks for a bid in the order in which the bid takes them. If the bid is for one node, these are the asks of the node; otherwise the asks of all
 * classes and regions within its masks (of one region if `regionId` is given). For a spot bid, leaves out asks that cannot start now.
 */
export function candidatesOf(turn: Turn, bid: BidRecord, regionId: number | null): Candidates {
  // All asks of one node have the same merit, so ranking by value equals ranking by price.
  if (bid.node !== null) return inTurn(turn.book.nodes.get(bid.node)?.asks ?? [])
  const atOnce = startsAtOnce(bid, turn)
  if (atOnce && !bid.byValue) return new StartableAsks(merge, { turn, bid, regionId })
  merge.clear(bid, turn.second)
  for (const { asks, mostMerit } of marketsOf(turn, bid, regionId)) merge.add(asks, { onlyMarked: atOnce, divisor: bid.byValue ? mostMerit : 1 })
  return bid.byValue ? new ValueSearch(bid, merge) : merge
}

function inTurn(asks: readonly AskRecord[]): Candidates {
  let at = 0
  return {
    next: () => {
      at += 1
      return asks[at - 1]
    },
  }
}

/** Returns the books (each has the asks of one class and region) that the bid's masks select and that may fit its requirements. */
export function marketsOf({ book, second }: Turn, bid: BidRecord, regionId: number | null): MarketBook[] {
  return book.classMarkets
    .filter((market) => takesClass(bid, market.classId))
    .flatMap((market) => market.regions)
    .filter((one) => takesRegion(bid, one.regionId) && (regionId === null || one.regionId === regionId) && mayReach(one.reach, bid, second))
}

/**
 * Reads asks by value (price ÷ merit), best first, only as far as needed. `merge` reads the list of each book with the book's highest merit as divisor, so it
 * sorts each ask by the best value that the ask could have. Returns the best ask that was read as soon as no unread ask can be better.
 */
class ValueSearch {
  readonly #bid: BidRecord
  readonly #merge: AskMerge
  /** Asks that this search has read but not returned yet: a heap with the best ask first. */
  readonly #read: AskRecord[] = []

  constructor(bid: BidRecord, merge: AskMerge) {
    this.#bid = bid
    this.#merge = merge
  }

  /** Returns the next best ask; undefined when all are read. */
  next(): AskRecord | undefined {
    for (;;) {
      const best = this.#read[0]
      if (best !== undefined && this.#isBeforeUnread(best)) return this.#take()
      const record = this.#merge.next()
      if (record === undefined) return this.#take()
      if (isWithinPrice(this.#bid, record) && nodeMisfit(this.#bid, record.node) === null) this.#add(record)
    }
  }

  #isBeforeUnread(best: AskRecord): boolean {
    const { head, rank } = this.#merge
    if (head === undefined) return true
    const merit = meritOf(best.node)
    // Compare as numbers if the values differ enough to be certain; otherwise read further asks.
    if (merit > 0) return (best.rank / merit) * (1 + 1e-9) < rank
    return rank === Number.POSITIVE_INFINITY && comesBefore(best, head)
  }

  #add(record: AskRecord): void {
    const read = this.#read
    let at = read.length
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!comesFirstByValue(record, read[parent] as AskRecord)) break
      read[at] = read[parent] as AskRecord
      at = parent
    }
    read[at] = record
  }

  #take(): AskRecord | undefined {
    const read = this.#read
    const best = read[0]
    const last = read.pop()
    if (best === undefined || last === undefined || read.length === 0) return best
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= read.length) break
      if (child + 1 < read.length && comesFirstByValue(read[child + 1] as AskRecord, read[child] as AskRecord)) child += 1
      if (!comesFirstByValue(read[child] as AskRecord, last)) break
      read[at] = read[child] as AskRecord
      at = child
    }
    read[at] = last
    return best
  }
}

/** Returns true if an ask has a lower price ÷ (score × reliability) than another. When both are equal or unknown, the cheaper or older ask comes first. */
function comesFirstByValue(one: AskRecord, other: AskRecord): boolean {
  const merit = meritOf(one.node)
  const otherMerit = meritOf(other.node)
  if (merit === 0 || otherMerit === 0) return merit === otherMerit ? comesBefore(one, other) : merit > 0
  const [value, otherValue] = [one.rank / merit, other.rank / otherMerit]
  // If the values differ enough, compare them as numbers, otherwise exactly as bigints.
  if (Math.abs(value - otherValue) > 1e-9 * value) return value < otherValue
  const [left, right] = [one.price * BigInt(otherMerit), other.price * BigInt(merit)]
  return left === right ? comesBefore(one, other) : left < right
}
