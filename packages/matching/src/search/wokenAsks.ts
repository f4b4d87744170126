import type { Address } from '@infinitio/domain'
import { offeredBy } from '../book/marketBook.ts'
import { comesBefore } from '../book/structures/ranked.ts'
import { Reach } from '../book/structures/reach.ts'
import { gpusToGo } from '../book/restingBids.ts'
import type { StandingBids } from '../book/standingBids.ts'
import type { Turn } from '../book/turn.ts'
import { takesClass, takesRegion } from './takesClass.ts'
import { hasOffer, type Wish } from './findOffer.ts'
import { isWithinPrice } from './offer.ts'
import type { AskRecord, BidRecord, MarketBook, NodeRecord } from '../book/records.ts'

const none: ReadonlyMap<never, AskRecord[]> = new Map<never, AskRecord[]>()

/** The asks of nodes with more free GPUs, of one class and region, cheapest first. */
export type AskGroup = { readonly market: MarketBook; readonly asks: readonly AskRecord[] }

/**
 * Open asks of nodes that got free capacity, cheapest first. A resting bid checks these asks before it searches the whole book. Public asks are grouped by
 * class and region. Private asks are grouped by renter, so that only that renter's bids read them.
 */
export class WokenAsks {
  /** Public asks by class and region. */
  readonly groups: readonly AskGroup[]
  /** The rank of the first ask of each group of asks. Most groups are too expensive for a bid. */
  readonly cheapest: readonly number[]
  /** Private asks by their renter. */
  ofRenters: ReadonlyMap<Address, AskRecord[]> = none
  /** The largest values that any of the public asks offers. A bid that wants more than these values is skipped without reading the asks. */
  readonly reach = new Reach()
  #ofMarkets: ReadonlyMap<MarketBook, AskRecord[]> = none
  readonly #all: AskRecord[] = []
  /** The number of asks at the start of the list that were already taken. */
  #taken = 0

  /** Collects the asks of the changed nodes that some resting bid may pay for. Most of these nodes' asks are more expensive. */
  constructor(nodes: Iterable<NodeRecord>, standing: StandingBids) {
    for (const node of nodes) {
      const dearest = mostPaidFor(node, standing)
      if (dearest !== null) for (const ask of node.asks) if (ask.rank <= dearest) this.#add(node, ask)
    }
    if (this.#all.length > 1) this.#sort()
    this.groups = [...this.#ofMarkets].map(([market, asks]) => ({ market, asks }))
    this.cheapest = this.groups.map(({ asks }) => (asks[0] as AskRecord).rank)
  }

  #sort(): void {
    for (const asks of [...this.#ofMarkets.values(), ...this.ofRenters.values()])
      if (asks.length > 1) asks.sort((one, other) => (comesBefore(one, other) ? -1 : 1))
  }

  #add({ market }: NodeRecord, ask: AskRecord): void {
    this.#all.push(ask)
    if (ask.isPrivate) this.ofRenters = withAsk(this.ofRenters, ask.privateRenter, ask)
    else {
      this.#ofMarkets = withAsk(this.#ofMarkets, market, ask)
      this.reach.take(offeredBy(ask))
    }
  }

  /** Returns true if no lease can start on any of these asks in the current hour, so that spot bids can skip them. This stays true until the command ends. */
  areTaken(): boolean {
    while (this.#taken < this.#all.length && this.#all[this.#taken]?.isStartable === false) this.#taken += 1
    return this.#taken === this.#all.length
  }

  /** Returns true if one of the asks can give a bid some GPUs now. */
  serves(turn: Turn, bid: BidRecord): boolean {
    if (this.#all.length === 0) return false
    const gpus = gpusToGo(bid)
    const wish = { gpus, affordable: gpus }
    const { cheapest } = this
    const { maxRank } = bid
    for (let at = 0; at < cheapest.length; at += 1) {
      if ((cheapest[at] as number) > maxRank) continue
      const { market, asks } = this.groups[at] as AskGroup
      if (bid.node === null && !(takesClass(bid, market.classId) && takesRegion(bid, market.regionId))) continue
      if (oneServes(turn, bid, asks, wish)) return true
    }
    return oneServes(turn, bid, this.ofRenters.get(bid.renter) ?? [], wish)
  }
}

/**
 * Returns the highest price, as a rank, that a resting bid pays for the class and region of a node. Bids that name a node do not count. Returns null if the
 * node's asks are hidden, if it has none, or if even its cheapest ask costs more than that price.
 */
export function mostPaidFor({ asks, isHidden, market }: NodeRecord, standing: StandingBids): number | null {
  const [cheapest] = asks
  if (cheapest === undefined || isHidden) return null
  const dearest = standing.dearestFor(market)
  return cheapest.rank <= dearest ? dearest : null
}

/** Returns the groups of asks with one more ask. Makes a new map when there are no groups. */
function withAsk<Key>(groups: ReadonlyMap<Key, AskRecord[]>, key: Key, ask: AskRecord): ReadonlyMap<Key, AskRecord[]> {
  if (groups.size === 0) return new Map([[key, [ask]]])
  const known = groups.get(key)
  if (known !== undefined) known.push(ask)
  else (groups as Map<Key, AskRecord[]>).set(key, [ask])
  return groups
}

function oneServes(turn: Turn, bid: BidRecord, asks: readonly AskRecord[], wish: Wish): boolean {
  const startsNow = bid.startFrom <= turn.second
  for (const ask of asks) {
    if (!isWithinPrice(bid, ask)) return false
    if ((ask.isStartable || !startsNow) && hasOffer(turn, bid, ask, wish)) return true
  }
  return false
}
