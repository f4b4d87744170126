import type { AskRecord } from '../book/askRecord.ts'
import type { ClassMarket, MarketBook } from '../book/marketBook.ts'
import type { Turn } from '../book/turn.ts'
import { AskMerge } from './askMerge.ts'
import { type CompiledBid, takesClass, takesRegion } from './compiledBid.ts'
import { isNodeWanted, isWithinPrice, startsAtOnce } from './offer.ts'
import { ValueHeap } from './valueHeap.ts'

/** One merge for all searches: a search reads it to its end before the next begins. It holds no state of a book. */
const merge = new AskMerge()

/** Asks in the order in which a bid takes them. */
export type Candidates = { readonly next: () => AskRecord | undefined }

/**
 * The asks that a bid may meet, in the order in which it takes them: of the node it names, or of the books its masks allow (of one region when
 * one is given). Those that cannot start now are left out for a bid that starts at once.
 */
export function candidatesOf(turn: Turn, bid: CompiledBid, regionId: number | null): Candidates {
  if (bid.byValue) return new ValueHeap(valuedAsks(turn, bid, regionId))
  merge.clear()
  if (bid.node !== null) {
    const node = turn.book.nodes.get(bid.node)
    if (node !== undefined) merge.add({ chunks: [{ members: node.asks }] })
    return merge
  }
  const atOnce = startsAtOnce(bid, turn)
  for (const market of turn.book.classMarkets) if (takesClass(bid, market.classId)) addMarket(bid, market, { regionId, atOnce })
  return merge
}

/** What ranking by value looks at: every ask within the bid's price, on a node of a kind it takes. */
function valuedAsks(turn: Turn, bid: CompiledBid, regionId: number | null): AskRecord[] {
  const atOnce = startsAtOnce(bid, turn)
  const lists: Iterable<AskRecord>[] =
    bid.node !== null
      ? [turn.book.nodes.get(bid.node)?.asks ?? []]
      : marketsOf(turn, bid, regionId).flatMap(({ startable, taken }) => (atOnce ? [startable] : [startable, taken]))
  const asks: AskRecord[] = []
  for (const list of lists) for (const record of list) if (isWithinPrice(bid, record) && isNodeWanted(bid, record.node)) asks.push(record)
  return asks
}

/** Adds the books of a class whose cheapest ask is within the bid's price. */
function addMarket(bid: CompiledBid, { regions, cheapest }: ClassMarket, { regionId, atOnce }: { regionId: number | null; atOnce: boolean }): void {
  for (let at = 0; at < regions.length; at += 1) {
    if (atOnce && (cheapest[at] as number) > bid.maxRank) continue
    const one = regions[at] as MarketBook
    if ((regionId === null ? !takesRegion(bid, one.regionId) : one.regionId !== regionId) || !mayServe(one, bid)) continue
    merge.add(one.startable)
    if (!atOnce) merge.add(one.taken)
  }
}

/** The books that a bid's masks allow and that may have what it wants. */
export function marketsOf({ book }: Turn, bid: CompiledBid, regionId: number | null): MarketBook[] {
  return book.classMarkets
    .filter((market) => takesClass(bid, market.classId))
    .flatMap((market) => market.regions)
    .filter((one) => takesRegion(bid, one.regionId) && (regionId === null || one.regionId === regionId) && mayServe(one, bid))
}

function mayServe({ mostVramGib, mostGpus }: MarketBook, { minVramGib, minSlice }: CompiledBid): boolean {
  return mostVramGib >= minVramGib && mostGpus >= minSlice
}
