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
}

/** The books of one class, one a region. */
export type ClassMarket = { readonly classId: number; readonly regions: MarketBook[] }

/** The book of a class and region, made when it is first spoken of. */
export function marketBookOf(book: Book, { classId, regionId }: { classId: number; regionId: number }): MarketBook {
  let market = book.classMarkets.find((one) => one.classId === classId)
  if (market === undefined) {
    market = { classId, regions: [] }
    book.classMarkets.push(market)
    book.classMarkets.sort((one, other) => one.classId - other.classId)
  }
  let found = market.regions.find((one) => one.regionId === regionId)
  if (found === undefined) {
    found = { classId, regionId, open: new RankedList(), startable: new RankedList() }
    market.regions.push(found)
    market.regions.sort((one, other) => one.regionId - other.regionId)
  }
  return found
}

/**
 * Brings the asks of a node into the list of those that can start now, or out of it: hidden nodes and nodes with fewer GPUs free in this
 * hour than an ask gives at least are not looked at by bids that start at once.
 */
export function relist(book: Book, node: NodeRecord): void {
  if (node.asks.length === 0) return
  const free = node.isHidden ? 0 : node.gpus - takenAt(node, book.hour)
  for (const record of node.asks) {
    const isStartable = free >= Math.max(1, record.placed.ask.minGpus)
    if (isStartable === record.isStartable) continue
    record.isStartable = isStartable
    if (isStartable) node.market.startable.add(record)
    else node.market.startable.remove(record)
  }
}
