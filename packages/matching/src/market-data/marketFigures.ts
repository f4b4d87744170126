import type { Book } from '../book/book.ts'
import { respondingGpus, takenAt } from '../book/freeGpus.ts'
import { type IndexPrice, indexPrice } from './indexPrice.ts'
import { offeredGpus, publicAsksOf } from './offeredGpus.ts'
import { type MarketPlace, standingBidsOf } from './standingBidsOf.ts'
import { soldGpuSeconds, type Trade } from './trade.ts'
import { type TradeTape, tradesOf } from './tradeTape.ts'

const dayMs = 86_400_000

/** The figures of a class, in a region or everywhere. Prices are base units per GPU-second; GPUs are counted in the current hour. */
export type MarketFigures = {
  readonly bestAsk: bigint | null
  readonly bestBid: bigint | null
  readonly lastPrice: bigint | null
  /** Change from the last price of 24 h ago to the last price now, in basis points, rounded towards zero; null if either price is missing. */
  readonly changeBps: number | null
  readonly gpuSeconds24h: bigint
  readonly trades24h: number
  /** GPUs that are free now, each for the shortest lease that its ask allows. */
  readonly freeGpus: number
  /**
   * GPUs of nodes that are offered or leased, and the leased GPUs among them. GPUs that a match or a hold reserves count as leased. Utilisation is `leasedGpus`
   * ÷ `gpus`.
   */
  readonly gpus: number
  readonly leasedGpus: number
  /** The price index of the class over all regions. */
  readonly index: IndexPrice | null
}

/**
 * Calculates the figures at a moment. `now` is that moment in Unix seconds of the block clock, and decides which GPUs are free. `nowMs` is the same moment in
 * milliseconds of the journal's clock, and decides which trades count.
 */
export function marketFigures(
  { book, tape }: { book: Book; tape: TradeTape },
  place: MarketPlace,
  { now, nowMs }: { now: number; nowMs: number },
): MarketFigures {
  const { asks, bids } = depthByPrice(book, place, { now })
  const trades = tradesOf(tape, place)
  const day = trades.filter(({ atMs }) => atMs > nowMs - dayMs)
  return {
    bestAsk: asks[0]?.price ?? null,
    bestBid: bids[0]?.price ?? null,
    lastPrice: trades.at(-1)?.pricePerGpuSecond ?? null,
    changeBps: changeBps(trades, nowMs),
    gpuSeconds24h: day.reduce((sum, trade) => sum + soldGpuSeconds(trade), 0n),
    trades24h: day.length,
    freeGpus: asks.reduce((sum, { gpus }) => sum + gpus, 0),
    ...usedGpus(book, place, Math.floor(now / 3_600)),
    index: indexPrice(tradesOf(tape, { ...place, regionId: null }), { nowMs }),
  }
}

function changeBps(trades: readonly Trade[], nowMs: number): number | null {
  const last = trades.at(-1)?.pricePerGpuSecond
  const before = trades.findLast(({ atMs }) => atMs <= nowMs - dayMs)?.pricePerGpuSecond
  if (last === undefined || before === undefined || before === 0n) return null
  return Number(((last - before) * 10_000n) / before)
}

function usedGpus(book: Book, { classId, regionId }: MarketPlace, hour: number): { gpus: number; leasedGpus: number } {
  let gpus = 0
  let leasedGpus = 0
  for (const node of book.nodes.values()) {
    if (node.classId !== classId || (regionId !== null && node.regionId !== regionId) || !node.isRegistered) continue
    const leased = Math.min(node.gpus, takenAt(node, hour))
    const isOffered = !node.isHidden && node.asks.length > 0
    if (!isOffered && leased === 0) continue
    gpus += Math.max(leased, respondingGpus(node))
    leasedGpus += leased
  }
  return { gpus, leasedGpus }
}

/** The GPUs at one price per GPU-second, and the number of their orders. */
export type DepthLevel = { readonly price: bigint; readonly gpus: number; readonly orders: number }

/** Asks that a bid could take at once, lowest price first, and resting bids, highest price first. */
export type Depth = { readonly asks: readonly DepthLevel[]; readonly bids: readonly DepthLevel[] }

/**
 * Returns the depth by price at a moment, in Unix seconds. For asks: GPUs that are free from now for the shortest lease of the ask. For bids:
 * open GPUs that the balance covers. Private asks and unfunded bids are left out. A bid for several classes or regions counts in each.
 */
export function depthByPrice(book: Book, place: MarketPlace, { now }: { now: number }): Depth {
  const offers = publicAsksOf(book, place).map((record) => ({
    price: record.price,
    gpus: offeredGpus(record, { start: now, durationSeconds: null }),
  }))
  const bids = standingBidsOf(book, place).map(({ record, gpus }) => ({ price: record.price, gpus }))
  return { asks: levelsOf(offers), bids: levelsOf(bids).reverse() }
}

/** Returns the price levels (GPUs and orders at each price), lowest price first. */
function levelsOf(orders: readonly { price: bigint; gpus: number }[]): DepthLevel[] {
  const levels = new Map<bigint, DepthLevel>()
  for (const { price, gpus } of orders) {
    if (gpus === 0) continue
    const level = levels.get(price)
    levels.set(price, { price, gpus: (level?.gpus ?? 0) + gpus, orders: (level?.orders ?? 0) + 1 })
  }
  return [...levels.values()].sort((one, other) => (one.price < other.price ? -1 : 1))
}
