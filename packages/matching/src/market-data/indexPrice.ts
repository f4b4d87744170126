import type { PTokenUnits } from '@infinitio/domain'
import { pTokenUnits } from '@infinitio/domain'
import { soldGpuSeconds, type Trade } from './trade.ts'

const dayMs = 86_400_000
/** Trades an index looks at where the last day had fewer, and how far back it goes for them. */
export const fewestIndexTrades = 10
export const indexReachMs = 28 * dayMs
/** A trade counts for at most this many times the middle trade's GPU-seconds. */
export const mostTimesMiddle = 4n
/** Prices farther from the middle price than one part in so many do not count. */
export const bandPart = 4n

/** An index price, the trades that were looked at and those that counted. */
export type IndexPrice = { readonly pricePerGpuSecond: PTokenUnits; readonly trades: number; readonly counted: number }

/**
 * The index price of a class at a moment, from its trades, oldest first: exact integers, so that anybody gets the same number
 * (docs/guides/market-data.md says it in words). Of the trades of the last 24 h, or the last ten of 28 days where there are fewer: each weighs its
 * GPU-seconds, at most four times the lower median of them; prices more than a quarter from the weighted median are left out; the index is the weighted
 * mean of the rest, rounded down. Null without a trade.
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

/** The lowest price at which half of the weight, or more, is not above it. */
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
