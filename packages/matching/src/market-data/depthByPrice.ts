import type { Book } from '../book/book.ts'
import { offeredGpus, publicAsksOf } from './offeredGpus.ts'
import { type MarketPlace, standingBidsOf } from './standingBidsOf.ts'

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

/** Returns the levels by price, lowest first. */
function levelsOf(orders: readonly { price: bigint; gpus: number }[]): DepthLevel[] {
  const levels = new Map<bigint, DepthLevel>()
  for (const { price, gpus } of orders) {
    if (gpus === 0) continue
    const level = levels.get(price)
    levels.set(price, { price, gpus: (level?.gpus ?? 0) + gpus, orders: (level?.orders ?? 0) + 1 })
  }
  return [...levels.values()].sort((one, other) => (one.price < other.price ? -1 : 1))
}
