import type { Book } from '../book/book.ts'
import { offeredGpus, publicAsksOf } from './offeredGpus.ts'
import { type MarketPlace, standingBidsOf } from './standingBidsOf.ts'

/** GPUs at one price per GPU-second, and the orders they are of. */
export type DepthLevel = { readonly price: bigint; readonly gpus: number; readonly orders: number }

/** What can be taken at once, cheapest first, and what stands to take, dearest first. */
export type Depth = { readonly asks: readonly DepthLevel[]; readonly bids: readonly DepthLevel[] }

/**
 * Depth by price at a moment, Unix seconds: of asks the GPUs that are free from now for the shortest time the ask allows; of bids the GPUs to go that
 * their balance covers. Private asks and bids without funds are left out; a bid that takes several classes or regions stands in each of them.
 */
export function depthByPrice(book: Book, place: MarketPlace, { now }: { now: number }): Depth {
  const offers = publicAsksOf(book, place).map((record) => ({
    price: record.price,
    gpus: offeredGpus(record, { start: now, durationSeconds: null }),
  }))
  const bids = standingBidsOf(book, place).map(({ record, gpus }) => ({ price: record.price, gpus }))
  return { asks: levelsOf(offers), bids: levelsOf(bids).reverse() }
}

/** Levels by price, lowest first. */
function levelsOf(orders: readonly { price: bigint; gpus: number }[]): DepthLevel[] {
  const levels = new Map<bigint, DepthLevel>()
  for (const { price, gpus } of orders) {
    if (gpus === 0) continue
    const level = levels.get(price)
    levels.set(price, { price, gpus: (level?.gpus ?? 0) + gpus, orders: (level?.orders ?? 0) + 1 })
  }
  return [...levels.values()].sort((one, other) => (one.price < other.price ? -1 : 1))
}
