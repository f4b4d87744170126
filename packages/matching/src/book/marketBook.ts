import type { AskRecord } from './askRecord.ts'
import type { Book } from './book.ts'
import { takenAt } from './nodeCalendar.ts'
import type { NodeRecord } from './nodeRecord.ts'
import { RankedList } from './rankedList.ts'

/** The asks of one class and region: all that are open, and of these the ones on which a lease could start in the current hour. */
export type MarketBook = {
  readonly classId: number
  readonly regionId: number
  readonly open: RankedList<AskRecord>
  readonly startable: RankedList<AskRecord>
  /** The market of its class, and its place there. */
  readonly market: ClassMarket
  at: number
}

/**
 * The books of one class, one a region, by region. `cheapest` has the rank of the first startable ask of each book, infinity where there is
 * none: what a search reads instead of every book.
 */
export type ClassMarket = { readonly classId: number; readonly regions: MarketBook[]; cheapest: Float64Array }

/** The book of a class and region, made when it is first spoken of. */
export function marketBookOf(book: Book, { classId, regionId }: { classId: number; regionId: number }): MarketBook {
  let market = book.classMarkets.find((one) => one.classId === classId)
  if (market === undefined) {
    market = { classId, regions: [], cheapest: new Float64Array(0) }
    book.classMarkets.push(market)
    book.classMarkets.sort((one, other) => one.classId - other.classId)
  }
  return market.regions.find((one) => one.regionId === regionId) ?? addRegion(market, regionId)
}

function addRegion(market: ClassMarket, regionId: number): MarketBook {
  const { classId, regions } = market
  const added: MarketBook = { classId, regionId, open: new RankedList(), startable: new RankedList(), market, at: 0 }
  regions.push(added)
  regions.sort((one, other) => one.regionId - other.regionId)
  market.cheapest = new Float64Array(regions.length)
  regions.forEach((one, at) => {
    one.at = at
    noteCheapest(one)
  })
  return added
}

/** Lets an ask be found by bids that start at once, or (false) not any more. */
export function setStartable({ market }: NodeRecord, record: AskRecord, isStartable: boolean): void {
  if (isStartable === record.isStartable) return
  record.isStartable = isStartable
  if (isStartable) market.startable.add(record)
  else market.startable.remove(record)
  noteCheapest(market)
}

function noteCheapest({ market, at, startable }: MarketBook): void {
  market.cheapest[at] = startable.first?.rank ?? Number.POSITIVE_INFINITY
}

/**
 * Brings the asks of a node into the list of those that can start now, or out of it: hidden nodes and nodes with fewer GPUs free in this
 * hour than an ask gives at least are not looked at by bids that start at once.
 */
export function relist(book: Book, node: NodeRecord): void {
  if (node.asks.length === 0) return
  const free = node.isHidden ? 0 : node.gpus - takenAt(node, book.hour)
  for (const record of node.asks) setStartable(node, record, free >= Math.max(1, record.placed.ask.minGpus))
}
