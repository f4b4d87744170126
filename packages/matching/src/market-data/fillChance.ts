import { assert } from '@infinitio/domain'

const hour = 3_600
/** The estimate counts this many hours without trades in addition to the history, so that a short history results in a lower chance. */
export const addedHours = 24
/** No estimate is made from a history that is shorter than `leastTimes` lifetimes of the order, or that has fewer than `fewestChanceTrades` trades. */
export const leastTimes = 4
export const fewestChanceTrades = 10

/** A past trade of the market. Times are Unix seconds, prices base units per GPU-second. */
export type PastTrade = { readonly at: number; readonly pricePerGpuSecond: bigint; readonly gpus: number }

/** An order that would wait in the book: its price, its GPUs, its lifetime in seconds, and whether one trade must fill all of it. */
export type RestingWish = { readonly price: bigint; readonly gpus: number; readonly seconds: number; readonly isWhole: boolean }

/**
 * The chance in basis points, rounded down. `hours` is the number of hours that were checked, and `filled` is the number of those from which the order would
 * have filled.
 */
export type FillChance = { readonly bps: number; readonly hours: number; readonly filled: number }

/**
 * Estimates how often an order like this would have filled, from the trades of its class (and region), oldest first. For each full hour since the first trade,
 * assumes that the order was placed at that hour, and checks the trades within its lifetime. The order would have filled if enough GPUs were traded at its
 * price or below (in one trade if the order must be filled whole). The chance is the number of hours in which the order would have filled ÷ (all hours + 24),
 * so it is always below 1. A higher price or a longer lifetime never lowers the chance, and more GPUs never raise it. The queue and the durations of the leases
 * are ignored. Returns null if there are fewer than ten trades, or if the history is shorter than four lifetimes. See docs/guides/market-data.md.
 */
export function fillChance(trades: readonly PastTrade[], wish: RestingWish, { now }: { now: number }): FillChance | null {
  assert(wish.gpus > 0 && wish.seconds > 0, 'an order wants GPUs and is kept for a time')
  const [first] = trades
  if (first === undefined || trades.length < fewestChanceTrades || now - first.at < leastTimes * wish.seconds) return null
  const fits = trades.filter(({ pricePerGpuSecond, gpus }) => pricePerGpuSecond <= wish.price && (!wish.isWhole || gpus >= wish.gpus))
  let [hours, filled, at] = [0, 0, 0]
  for (let start = Math.ceil(first.at / hour) * hour; start + hour <= now; start += hour) {
    while ((fits[at]?.at ?? now) <= start) at += 1
    hours += 1
    if (fillsFrom(fits, at, { wish, by: Math.min(start + wish.seconds, now) })) filled += 1
  }
  return { bps: Math.floor((filled * 10_000) / (hours + addedHours)), hours, filled }
}

/** Returns true if the trades from index `from` on, up to the time `by` (Unix seconds), contain enough GPUs for the order. */
function fillsFrom(fits: readonly PastTrade[], from: number, { wish, by }: { wish: RestingWish; by: number }): boolean {
  let gpus = 0
  for (let at = from; gpus < wish.gpus; at += 1) {
    const trade = fits[at]
    if (trade === undefined || trade.at > by) return false
    gpus += trade.gpus
  }
  return true
}
