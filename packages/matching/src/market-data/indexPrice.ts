import type { PTokenUnits } from '@infinitio/domain'
import { pTokenUnits } from '@infinitio/domain'
import { ascending, lowerMedian } from './lowerMedian.ts'
import { soldGpuSeconds, type Trade } from './trade.ts'

const dayMs = 86_400_000
/** The smallest number of trades for an index. If the last day has fewer, the index uses older trades, but at most from this period. */
export const fewestIndexTrades = 10
export const indexReachMs = 28 * dayMs
/** The weight of a trade is at most this multiple of the lower median of the used trades' GPU-seconds. */
export const mostTimesMiddle = 4n
/** Prices that differ from the median price by more than a quarter (1 / `bandPart`) are left out. */
export const bandPart = 4n

/** An index price. `trades` is the number of trades that were looked at, and `counted` is the number that were not left out. */
export type IndexPrice = { readonly pricePerGpuSecond: PTokenUnits; readonly trades: number; readonly counted: number }

/**
 * Calculates the index price of a class at a moment from its trades, oldest first. It uses only integers, so that everyone gets the same number. It uses the
 * trades of the last 24 h or, if there are fewer than ten, the last ten trades of 28 days. The weight of a trade is its GPU-seconds, but at most four times the
 * lower median of them. Prices that differ from the weighted median by more than a quarter are left out. The index is the weighted mean of the others, rounded
 * down. Returns null if there are no trades. See docs/guides/market-data.md.
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
