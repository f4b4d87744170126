import type { AskRecord } from '../book/askRecord.ts'
import type { ClassMarket, MarketBook } from '../book/marketBook.ts'
import type { Turn } from '../book/turn.ts'
import { AskMerge } from './askMerge.ts'
import { type CompiledBid, takesClass, takesRegion } from './compiledBid.ts'
import { mayReach } from './mayReach.ts'
import { startsAtOnce } from './offer.ts'
import { ValueSearch } from './valueSearch.ts'

/** One merge for all searches: a search reads it to its end before the next begins. It holds no state of a book. */
const merge = new AskMerge()

type Within = { readonly regionId: number | null; readonly atOnce: boolean; readonly second: number }

/** Asks in the order in which a bid takes them. */
export type Candidates = { readonly next: () => AskRecord | undefined }

/**
 * The asks that a bid may meet, in the order in which it takes them: of the node it names, or of the books its masks allow (of one region when
 * one is given). Those that cannot start now are left out for a bid that starts at once.
 */
export function candidatesOf(turn: Turn, bid: CompiledBid, regionId: number | null): Candidates {
  // On one node the price decides, also by value.
  if (bid.node !== null) return inTurn(turn.book.nodes.get(bid.node)?.asks ?? [])
  merge.clear(bid, turn.second)
  const atOnce = startsAtOnce(bid, turn)
  if (!bid.byValue) {
    const within = { regionId, atOnce, second: turn.second }
    for (const market of turn.book.classMarkets) if (takesClass(bid, market.classId)) addMarket(bid, market, within)
    return merge
  }
  for (const { startable, taken, mostMerit } of marketsOf(turn, bid, regionId)) {
    merge.add(startable, mostMerit)
    if (!atOnce) merge.add(taken, mostMerit)
  }
  return new ValueSearch(bid, merge)
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

/** Adds the books of a class whose cheapest ask is within the bid's price. */
function addMarket(bid: CompiledBid, { regions, cheapest }: ClassMarket, { regionId, atOnce, second }: Within): void {
  for (let at = 0; at < regions.length; at += 1) {
    if (atOnce && (cheapest[at] as number) > bid.maxRank) continue
    const one = regions[at] as MarketBook
    if ((regionId === null ? !takesRegion(bid, one.regionId) : one.regionId !== regionId) || !mayReach(one.reach, bid, second)) continue
    merge.addStartable(one)
    if (!atOnce) merge.add(one.taken)
  }
}

/** The books that a bid's masks allow and that may have what it wants. */
export function marketsOf({ book, second }: Turn, bid: CompiledBid, regionId: number | null): MarketBook[] {
  return book.classMarkets
    .filter((market) => takesClass(bid, market.classId))
    .flatMap((market) => market.regions)
    .filter((one) => takesRegion(bid, one.regionId) && (regionId === null || one.regionId === regionId) && mayReach(one.reach, bid, second))
}
