import type { Book, MarketBook } from '@infinitio/matching'

/** A bid that ended. `seq` is the number of the journal row that ended it. The masks have one bit for each class and region that the bid accepted. */
export type EndedBid = { readonly seq: number; readonly classMask: bigint; readonly regionMask: bigint }

/** Stores the price of the cheapest ask after each of the most recent journal rows. */
export type BestAskHistory = {
  /** Stores the prices of the book's cheapest asks after the journal row `seq`. */
  note(book: Book, position: { readonly seq: number }): void
  /**
   * Returns the price of the cheapest public ask in the classes and regions that a bid accepted, at the journal row that ended the bid. Null if there was no
   * such ask, or if the row is too old.
   */
  at(ended: EndedBid): bigint | null
}

/** Price changes of one class in one region: `seqs` are journal rows, and `prices` the cheapest prices after them. A price is null if there was no ask. */
type Changes = {
  readonly classId: number
  readonly regionId: number
  readonly seqs: number[]
  readonly prices: (bigint | null)[]
  /** The version of the list of asks when its cheapest price was last read. If the version is still the same, the price has not changed. */
  looked: number
}

const mostChanges = 20_000

/** Creates an empty history. For each class and region, it stores at most `most` changes of the price. */
export function bestAskHistory({ most = mostChanges }: { most?: number } = {}): BestAskHistory {
  const places = new Map<number, Changes>()

  return {
    note({ classMarkets }, { seq }) {
      for (const { regions } of classMarkets) for (const market of regions) noteMarket(places, market, { seq, most })
    },
    at(ended) {
      let best: bigint | null = null
      for (const place of places.values()) {
        if (((ended.classMask >> BigInt(place.classId)) & 1n) === 0n || ((ended.regionMask >> BigInt(place.regionId)) & 1n) === 0n) continue
        const price = priceAt(place, ended.seq)
        // For at least one class and region, the price at that row is no longer stored. So the cheapest price of all is unknown.
        if (price === undefined) return null
        if (price !== null && (best === null || price < best)) best = price
      }
      return best
    },
  }
}

function noteMarket(places: Map<number, Changes>, market: MarketBook, { seq, most }: { seq: number; most: number }): void {
  const { classId, regionId } = market
  const key = classId * 256 + regionId
  let changes = places.get(key)
  if (changes === undefined) {
    changes = { classId, regionId, seqs: [0], prices: [null], looked: 0 }
    places.set(key, changes)
  }
  if (changes.looked === market.asks.changes) return
  changes.looked = market.asks.changes
  const price = cheapestPublic(market)
  if (price === changes.prices.at(-1)) return
  changes.seqs.push(seq)
  changes.prices.push(price)
  if (changes.seqs.length <= most) return
  changes.seqs.splice(0, most >> 1)
  changes.prices.splice(0, most >> 1)
}

function cheapestPublic({ asks }: MarketBook): bigint | null {
  for (const record of asks.marked()) if (!record.isPrivate) return record.price
  return null
}

/** Returns the cheapest price after the row `seq`, or null if there was no ask then. Returns undefined if that row is older than all stored changes. */
function priceAt({ seqs, prices }: Changes, seq: number): bigint | null | undefined {
  let [low, high] = [0, seqs.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((seqs[middle] as number) <= seq) low = middle + 1
    else high = middle
  }
  return low === 0 ? undefined : prices[low - 1]
}
