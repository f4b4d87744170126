import type { PTokenUnits } from '@infinitio/domain'
import { pTokenUnits } from '@infinitio/domain'
import { soldGpuSeconds, type Trade } from './trade.ts'

const dayMs = 86_400_000
/** Smallest number of trades for an index, and the time it goes back for them when the last day has fewer. */
export const fewestIndexTrades = 10
export const indexReachMs = 28 * dayMs
/** A trade weighs at most this multiple of the median trade's GPU-seconds. */
export const mostTimesMiddle = 4n
/** Prices further than 1 / `bandPart` from the median price do not count. */
export const bandPart = 4n

/** An index price, with the number of chosen trades and of counted trades. */
export type IndexPrice = { readonly pricePerGpuSecond: PTokenUnits; readonly trades: number; readonly counted: number }

/**
 * Calculates the index price of a class at a moment from its trades, oldest first. Exact integers give everyone the same number. It takes the
 * trades of the last 24 h, or the last ten of 28 days if there are fewer. Each weighs its GPU-seconds, at most four times their lower median.
 * Prices more than a quarter from the weighted median are left out. The index is the weighted mean of the rest, rounded down. Null without
 * trades. See docs/guides/market-data.md.
 */
export function indexPrice(trades: readonly Trade[], { nowMs }: { nowMs: number }): IndexPrice | null {
  const chosen = chooseTrades(trades, nowMs)
  if (chosen.length === 0) return null
  const most = lowerMedian(chosen.map(soldGpuSeconds)) * mostTimesMiddle
  const weighed = chosen.map((trade) => {
    const sold = soldGpuSeconds(trade)
    return { price: trade.pricePerGpuSecond as bigint, weight: sold < most ? sold : most }
  })
  const middle = weightedMedian(weighed)
  const near = weighed.filter(({ price }) => (price < middle ? middle - price : price - middle) * bandPart <= middle)
  const weight = near.reduce((sum, one) => sum + one.weight, 0n)
  const mean = near.reduce((sum, one) => sum + one.weight * one.price, 0n) / weight
  return { pricePerGpuSecond: pTokenUnits(mean), trades: chosen.length, counted: near.length }
}

function chooseTrades(trades: readonly Trade[], nowMs: number): readonly Trade[] {
  const past = trades.filter(({ atMs }) => atMs <= nowMs && atMs > nowMs - indexReachMs)
  const day = past.filter(({ atMs }) => atMs > nowMs - dayMs)
  return day.length >= fewestIndexTrades ? day : past.slice(-fewestIndexTrades)
}

function lowerMedian(values: readonly bigint[]): bigint {
  const sorted = values.toSorted(ascending)
  return sorted[(sorted.length - 1) >> 1] as bigint
}

/** Returns the lowest price at or below which at least half of the weight lies. */
function weightedMedian(weighed: readonly { price: bigint; weight: bigint }[]): bigint {
  const sorted = weighed.toSorted((one, other) => ascending(one.price, other.price))
  const whole = sorted.reduce((sum, { weight }) => sum + weight, 0n)
  let reached = 0n
  for (const { price, weight } of sorted) {
    reached += weight
    if (reached * 2n >= whole) return price
  }
  return sorted.at(-1)?.price ?? 0n
}

function ascending(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0
}
