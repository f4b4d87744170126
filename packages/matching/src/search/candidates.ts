import type { AskRecord } from '../book/askRecord.ts'
import type { MarketBook } from '../book/marketBook.ts'
import type { Turn } from '../book/turn.ts'
import { AskMerge } from './askMerge.ts'
import type { BidRecord } from '../book/bidRecord.ts'
import { takesClass, takesRegion } from './takesClass.ts'
import { mayReach } from './mayReach.ts'
import { startsAtOnce } from './offer.ts'
import { StartableAsks } from './startableAsks.ts'
import { ValueSearch } from './valueSearch.ts'

/** One merge for all searches: a search reads it to its end before the next begins. It holds no state of a book. */
const merge = new AskMerge()

/** Asks in the order in which a bid takes them. */
export type Candidates = { readonly next: () => AskRecord | undefined }

/**
 * The asks that a bid may meet, in the order in which it takes them: of the node it names, or of the books its masks allow (of one region when
 * one is given). Those that cannot start now are left out for a bid that starts at once.
 */
export function candidatesOf(turn: Turn, bid: BidRecord, regionId: number | null): Candidates {
  // On one node the price decides, also by value.
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

/** The books that a bid's masks allow and that may have what it wants. */
export function marketsOf({ book, second }: Turn, bid: BidRecord, regionId: number | null): MarketBook[] {
  return book.classMarkets
    .filter((market) => takesClass(bid, market.classId))
    .flatMap((market) => market.regions)
    .filter((one) => takesRegion(bid, one.regionId) && (regionId === null || one.regionId === regionId) && mayReach(one.reach, bid, second))
}
