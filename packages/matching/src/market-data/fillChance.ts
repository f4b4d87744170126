import { assert } from '@infinitio/domain'

const hour = 3_600
/** Hours in which nothing traded that are added to every history: a short one promises less. */
export const addedHours = 24
/** A history must be so many times as long as the time an order is kept, and have so many trades, to say anything about it. */
export const leastTimes = 4
export const fewestChanceTrades = 10

/** A trade, as the market tells of it: Unix seconds, base units per GPU-second. */
export type PastTrade = { readonly at: number; readonly pricePerGpuSecond: bigint; readonly gpus: number }

/** An order that would rest: its price, its GPUs, for how many seconds it is kept, and whether they must come in one trade. */
export type RestingWish = { readonly price: bigint; readonly gpus: number; readonly seconds: number; readonly isWhole: boolean }

/** In basis points, rounded down; of how many hours it was counted, and from how many of them the order would have filled. */
export type FillChance = { readonly bps: number; readonly hours: number; readonly filled: number }

/**
 * How often an order like this would have filled, from the trades of its class (and region), oldest first. From each full hour since the first of them
 * one looks ahead for as long as the order is kept: it would have filled if, by then or by now, at least its GPUs traded at or under its price (in
 * one trade, when it takes them whole). The chance is those hours ÷ (all hours + 24). Docs: docs/guides/market-data.md. It rises with price and
 * time and falls with GPUs, and never reaches 1. It knows nothing of who waits before, nor for how long what traded was leased. Null where
 * there were fewer than ten trades, or the history is shorter than four times the order's life: then there is nothing to be said.
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

/** True when trades from one on give enough GPUs by a time. */
function fillsFrom(fits: readonly PastTrade[], from: number, { wish, by }: { wish: RestingWish; by: number }): boolean {
  let gpus = 0
  for (let at = from; gpus < wish.gpus; at += 1) {
    const trade = fits[at]
    if (trade === undefined || trade.at > by) return false
    gpus += trade.gpus
  }
  return true
}
