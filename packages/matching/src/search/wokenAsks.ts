import type { AskRecord } from '../book/askRecord.ts'
import type { BidRecord } from '../book/bidRecord.ts'
import type { MarketBook } from '../book/marketBook.ts'
import type { NodeRecord } from '../book/nodeRecord.ts'
import { comesBefore } from '../book/ranked.ts'
import { gpusToGo } from '../book/restingBids.ts'
import type { Turn } from '../book/turn.ts'
import { compiledBid, takesClass, takesRegion } from './compiledBid.ts'
import { findOffer } from './findOffer.ts'
import { isWithinPrice } from './offer.ts'

/** Open asks of nodes that were given something back, by class and region, cheapest first: what a standing bid is held against before it searches. */
export class WokenAsks {
  readonly groups = new Map<MarketBook, AskRecord[]>()

  constructor(nodes: Iterable<NodeRecord>) {
    for (const node of nodes) {
      if (node.isHidden || node.asks.length === 0) continue
      const known = this.groups.get(node.market)
      if (known === undefined) this.groups.set(node.market, [...node.asks])
      else known.push(...node.asks)
    }
    for (const asks of this.groups.values()) if (asks.length > 1) asks.sort((one, other) => (comesBefore(one, other) ? -1 : 1))
  }

  /** True when one of the asks can give a bid some GPUs now. */
  serves(turn: Turn, record: BidRecord): boolean {
    const gpus = gpusToGo(record)
    const bid = compiledBid(turn.book, record)
    record.compiled = bid
    const wish = { gpus, affordable: gpus, planned: null, start: null }
    const startsNow = bid.startFrom <= turn.second
    for (const [market, asks] of this.groups) {
      if (bid.node === null && !(takesClass(bid, market.classId) && takesRegion(bid, market.regionId))) continue
      for (const ask of asks) {
        if (!isWithinPrice(bid, ask)) break
        if ((ask.isStartable || !startsNow) && findOffer(turn, bid, ask, wish) !== null) return true
      }
    }
    return false
  }
}
