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

/** The merge of all searches. They can share it, because each search ends before the next one begins, and it stores no state of a book. */
const merge = new AskMerge()

/** Asks in the order in which a bid takes them. */
export type Candidates = { readonly next: () => AskRecord | undefined }

/**
 * Returns the asks for a bid in the order in which the bid takes them: the asks of its node if it is for a single node, otherwise those of the books within its
 * masks (of one region if `regionId` is given). For a spot bid, leaves out asks that cannot start now.
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

/** Returns the books within a bid's masks that may fit its requirements. */
export function marketsOf({ book, second }: Turn, bid: BidRecord, regionId: number | null): MarketBook[] {
  return book.classMarkets
    .filter((market) => takesClass(bid, market.classId))
    .flatMap((market) => market.regions)
    .filter((one) => takesRegion(bid, one.regionId) && (regionId === null || one.regionId === regionId) && mayReach(one.reach, bid, second))
}
