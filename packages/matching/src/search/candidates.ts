import type { AskRecord } from '../book/askRecord.ts'
import type { MarketBook } from '../book/marketBook.ts'
import type { Turn } from '../book/turn.ts'
import { AskMerge } from './askMerge.ts'
import { type CompiledBid, hasBit } from './compiledBid.ts'
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
  const listOf = ({ startable, open }: MarketBook) => (atOnce ? startable : open)
  if (bid.byValue) {
    const asks = marketsOf(turn, bid, regionId).flatMap((market) => [...listOf(market)])
    const wanted = asks.filter((record) => isWithinPrice(bid, record) && isNodeWanted(bid, record.node))
    merge.add({ chunks: [{ members: byValue(wanted) }] })
    return merge
  }
  for (const market of turn.book.classMarkets) {
    if (!hasBit(bid.classes, market.classId)) continue
    for (const one of market.regions) {
      const list = atOnce ? one.startable : one.open
      const { first } = list
      if (first === undefined || !isWithinPrice(bid, first)) continue
      if (regionId === null ? hasBit(bid.regions, one.regionId) : one.regionId === regionId) merge.add(list)
    }
  }
  return merge
}

/** The books that a bid's masks allow. */
export function marketsOf({ book }: Turn, { classes, regions }: CompiledBid, regionId: number | null): MarketBook[] {
  return book.classMarkets
    .filter((market) => hasBit(classes, market.classId))
    .flatMap((market) => market.regions)
    .filter((one) => hasBit(regions, one.regionId) && (regionId === null || one.regionId === regionId))
}

function byValue(asks: readonly AskRecord[]): AskRecord[] {
  return [...asks].sort((one, other) => (comesFirstByValue(one, other) ? -1 : 1))
}
