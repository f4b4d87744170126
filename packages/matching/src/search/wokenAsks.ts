import type { Address } from '@infinitio/domain'
import type { AskRecord } from '../book/askRecord.ts'
import type { BidRecord } from '../book/bidRecord.ts'
import type { MarketBook } from '../book/marketBook.ts'
import type { NodeRecord } from '../book/nodeRecord.ts'
import { comesBefore } from '../book/ranked.ts'
import { gpusToGo } from '../book/restingBids.ts'
import type { Turn } from '../book/turn.ts'
import { type CompiledBid, compiledBid, takesClass, takesRegion } from './compiledBid.ts'
import { findOffer, type Wish } from './findOffer.ts'
import { isWithinPrice } from './offer.ts'

/**
 * Open asks of nodes that were given something back, cheapest first: what a standing bid is held against before it searches. Those that anybody may
 * take are by class and region, private ones by their renter, so that no other bid ever looks at them.
 */
export class WokenAsks {
  readonly groups = new Map<MarketBook, AskRecord[]>()
  readonly ofRenters = new Map<Address, AskRecord[]>()
  readonly #all: AskRecord[] = []
  /** So many of them, from the first on, are taken. */
  #taken = 0

  constructor(nodes: Iterable<NodeRecord>) {
    for (const node of nodes) {
      if (node.isHidden) continue
      for (const ask of node.asks) {
        this.#all.push(ask)
        if (ask.isPrivate) addTo(this.ofRenters, ask.placed.ask.privateRenter, ask)
        else addTo(this.groups, node.market, ask)
      }
    }
    for (const asks of [...this.groups.values(), ...this.ofRenters.values()])
      if (asks.length > 1) asks.sort((one, other) => (comesBefore(one, other) ? -1 : 1))
  }

  /** True when a lease can start on none of them any more in the current hour: who starts at once need not look. It stays so for the turn. */
  areTaken(): boolean {
    while (this.#taken < this.#all.length && this.#all[this.#taken]?.isStartable === false) this.#taken += 1
    return this.#taken === this.#all.length
  }

  /** True when one of the asks can give a bid some GPUs now. */
  serves(turn: Turn, record: BidRecord): boolean {
    const gpus = gpusToGo(record)
    const bid = compiledBid(turn.book, record)
    const wish = { gpus, affordable: gpus, planned: null, start: null }
    for (const [market, asks] of this.groups) {
      if (bid.node === null && !(takesClass(bid, market.classId) && takesRegion(bid, market.regionId))) continue
      if (oneServes(turn, bid, asks, wish)) return true
    }
    return oneServes(turn, bid, this.ofRenters.get(record.placed.bid.renter) ?? [], wish)
  }
}

function addTo<Key>(groups: Map<Key, AskRecord[]>, key: Key, ask: AskRecord): void {
  const known = groups.get(key)
  if (known === undefined) groups.set(key, [ask])
  else known.push(ask)
}

function oneServes(turn: Turn, bid: CompiledBid, asks: readonly AskRecord[], wish: Wish): boolean {
  const startsNow = bid.startFrom <= turn.second
  for (const ask of asks) {
    if (!isWithinPrice(bid, ask)) return false
    if ((ask.isStartable || !startsNow) && findOffer(turn, bid, ask, wish) !== null) return true
  }
  return false
}
