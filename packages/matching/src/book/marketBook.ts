import type { Book } from './book.ts'
import { respondingGpus, takenAt } from './freeGpus.ts'
import { meritOf } from './nodeRecord.ts'
import { type Edges, RankedList } from './structures/rankedList.ts'
import { type Offered, Reach } from './structures/reach.ts'
import type { AskRecord, ClassMarket, MarketBook, NodeRecord } from './records.ts'

const reaches: Edges<AskRecord, Reach> = {
  ofNone: () => new Reach(),
  widen: (reach, record) => reach.take(offeredBy(record)),
}

/** Returns the part of the book with the asks of one class and region. Creates it at first use. */
export function marketBookOf(book: Book, { classId, regionId }: { classId: number; regionId: number }): MarketBook {
  let market = book.classMarkets.find((one) => one.classId === classId)
  if (market === undefined) {
    market = { classId, regions: [], cheapest: new Float64Array(0), least: Number.POSITIVE_INFINITY, firsts: [] }
    book.classMarkets.push(market)
    book.classMarkets.sort((one, other) => one.classId - other.classId)
  }
  return market.regions.find((one) => one.regionId === regionId) ?? addRegion(market, regionId)
}

function addRegion(market: ClassMarket, regionId: number): MarketBook {
  const { classId, regions } = market
  const added: MarketBook = {
    classId,
    regionId,
    asks: new RankedList(reaches),
    reach: new Reach(),
    mostMerit: 0,
    market,
    at: 0,
  }
  regions.push(added)
  regions.sort((one, other) => one.regionId - other.regionId)
  market.cheapest = new Float64Array(regions.length).fill(Number.POSITIVE_INFINITY)
  market.firsts = regions.map(() => null)
  regions.forEach((one, at) => {
    one.at = at
    noteCheapest(one)
  })
  return added
}

/** Adds an open ask to the book of its node. */
export function addToMarket(book: Book, record: AskRecord): void {
  const { node } = record
  const { market } = node
  record.isStartable = isStartable(book, record)
  market.asks.add(record, record.isStartable)
  noteCheapest(market)
  market.reach.take(offeredBy(record))
  market.mostMerit = Math.max(market.mostMerit, meritOf(node))
}

/** Raises the limits by which searches skip a node's asks, after validators attested, or a benchmark showed, that the node is better than before. */
export function noteMore(node: NodeRecord): void {
  const { market } = node
  for (const record of node.asks) {
    market.reach.take(offeredBy(record))
    market.asks.noteMore(record)
  }
  market.mostMerit = Math.max(market.mostMerit, meritOf(node))
}

/** Returns the largest values that an ask offers (such as memory, GPUs or seconds), for comparison with the minimums of bids. */
export function offeredBy({ node, maxGpus, maxSeconds, until }: AskRecord): Offered {
  const { vramGib, tier, reliabilityBps } = node
  return { vramGib, tier, reliabilityBps, gpus: maxGpus, seconds: maxSeconds, until }
}

/** Removes an ask from the book of its node. */
export function removeFromMarket(record: AskRecord): void {
  record.node.market.asks.remove(record)
  noteCheapest(record.node.market)
}

/** Marks a node's asks as startable, or removes their marks, after its free GPUs in the current hour changed, or after it was hidden or shown. */
export function markStartable(book: Book, node: NodeRecord): void {
  if (node.onlyAsk !== null) markAsk(book, node.onlyAsk)
  else for (const record of node.asks) markAsk(book, record)
}

function markAsk(book: Book, record: AskRecord): void {
  if (record.isStartable === isStartable(book, record)) return
  record.isStartable = !record.isStartable
  const { market } = record.node
  market.asks.mark(record, record.isStartable)
  noteCheapest(market)
}

function isStartable({ hour }: Book, { node, minGpus }: AskRecord): boolean {
  return !node.isHidden && respondingGpus(node) - takenAt(node, hour) >= Math.max(1, minGpus)
}

function noteCheapest({ market, at, asks }: MarketBook): void {
  const chunk = asks.chunks[asks.markedChunk(0)]
  const place = chunk?.marks.next(0) ?? 0
  const { cheapest } = market
  const before = cheapest[at] as number
  const rank = chunk?.ranks[place] ?? Number.POSITIVE_INFINITY
  cheapest[at] = rank
  market.firsts[at] = chunk?.members[place] ?? null
  if (rank <= market.least) market.least = rank
  else if (before <= market.least) market.least = leastOf(cheapest)
}

function leastOf(ranks: Float64Array): number {
  let least = Number.POSITIVE_INFINITY
  for (let at = 0; at < ranks.length; at += 1) if ((ranks[at] as number) < least) least = ranks[at] as number
  return least
}
