import type { AskRecord } from '../book/askRecord.ts'
import type { ClassMarket, MarketBook } from '../book/marketBook.ts'
import type { Turn } from '../book/turn.ts'
import { AskMerge } from './askMerge.ts'
import { type CompiledBid, takesClass, takesRegion } from './compiledBid.ts'
import { isNodeWanted, isWithinPrice, startsAtOnce } from './offer.ts'
import { comesFirstByValue } from './value.ts'

/** One merge for all searches: a search reads it to its end before the next begins. It holds no state of a book. */
const merge = new AskMerge()

/**
 * The asks that a bid may meet, in the order in which it takes them: of the node it names, or of the books its masks allow (of one region when
 * one is given). Those that cannot start now are left out for a bid that starts at once.
 */
export function candidatesOf(turn: Turn, bid: CompiledBid, regionId: number | null): AskMerge {
  merge.clear()
  if (bid.node !== null) {
    const node = turn.book.nodes.get(bid.node)
    if (node !== undefined) merge.add({ chunks: [{ members: bid.byValue ? byValue(node.asks) : node.asks }] })
    return merge
  }
  const atOnce = startsAtOnce(bid, turn)
  if (bid.byValue) {
    const asks = marketsOf(turn, bid, regionId).flatMap(({ startable, taken }) => (atOnce ? [...startable] : [...startable, ...taken]))
    const wanted = asks.filter((record) => isWithinPrice(bid, record) && isNodeWanted(bid, record.node))
    merge.add({ chunks: [{ members: byValue(wanted) }] })
    return merge
  }
  for (const market of turn.book.classMarkets) if (takesClass(bid, market.classId)) addMarket(bid, market, { regionId, atOnce })
  return merge
}

/** Adds the books of a class whose cheapest ask is within the bid's price. */
function addMarket(bid: CompiledBid, { regions, cheapest }: ClassMarket, { regionId, atOnce }: { regionId: number | null; atOnce: boolean }): void {
  for (let at = 0; at < regions.length; at += 1) {
    if (atOnce && (cheapest[at] as number) > bid.maxRank) continue
    const one = regions[at] as MarketBook
    if (regionId === null ? !takesRegion(bid, one.regionId) : one.regionId !== regionId) continue
    merge.add(one.startable)
    if (!atOnce) merge.add(one.taken)
  }
}

/** The books that a bid's masks allow. */
export function marketsOf({ book }: Turn, bid: CompiledBid, regionId: number | null): MarketBook[] {
  return book.classMarkets
    .filter((market) => takesClass(bid, market.classId))
    .flatMap((market) => market.regions)
    .filter((one) => takesRegion(bid, one.regionId) && (regionId === null || one.regionId === regionId))
}

function byValue(asks: readonly AskRecord[]): AskRecord[] {
  return [...asks].sort((one, other) => (comesFirstByValue(one, other) ? -1 : 1))
}
