import type { Book, MarketBook } from '@infinitio/matching'

/** An order that ended, by the journal row that ended it, and where it looked. */
export type EndedBid = { readonly seq: number; readonly classMask: bigint; readonly regionMask: bigint }

/** What the cheapest asks were while the journal was played. */
export type BestAskHistory = {
  /** Notes the asks as they stand after a row. */
  note(book: Book, position: { readonly seq: number }): void
  /** The cheapest public ask of some classes and regions after a row; null where there was none or it is too long ago. */
  at(ended: EndedBid): bigint | null
}

/** Changes of one class in one region that are remembered; price null: no ask stood. */
type Changes = {
  readonly classId: number
  readonly regionId: number
  readonly seqs: number[]
  readonly prices: (bigint | null)[]
  /** Of the list of asks, when it was last looked at. */
  looked: number
}

const mostChanges = 20_000

/** Makes an empty history. It remembers at least the last half of `most` changes of each class and region. */
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
        // Of one place nothing is known any more: of all together nothing can be said.
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

/** The price that stood at a row; undefined before all that is remembered. */
function priceAt({ seqs, prices }: Changes, seq: number): bigint | null | undefined {
  let [low, high] = [0, seqs.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((seqs[middle] as number) <= seq) low = middle + 1
    else high = middle
  }
  return low === 0 ? undefined : prices[low - 1]
}
