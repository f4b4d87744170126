import { type CandleIntervalName, candleSeconds } from '@infinitio/domain'
import { soldGpuSeconds, type Trade } from './trade.ts'

/** A length of a candle, in seconds. */
export type CandleInterval = (typeof candleSeconds)[CandleIntervalName]
/** Lengths of a candle, in seconds. */
export const candleIntervals: readonly CandleInterval[] = Object.values(candleSeconds)

/** The trades in one interval. It begins at `start`, in Unix seconds, a multiple of its length. Prices are per GPU-second. */
export type Candle = {
  readonly start: number
  readonly open: bigint
  readonly high: bigint
  readonly low: bigint
  readonly close: bigint
  readonly gpuSeconds: bigint
  readonly trades: number
}

/** Returns candles, oldest first, for the last `limit` intervals up to the interval of `nowMs`. An interval without trades has no candle. */
export function candlesOf(
  trades: readonly Trade[],
  { intervalSeconds, limit, nowMs }: { intervalSeconds: CandleInterval; limit: number; nowMs: number },
): Candle[] {
  const startOf = (atMs: number) => Math.floor(atMs / (intervalSeconds * 1_000)) * intervalSeconds
  const first = startOf(nowMs) - (limit - 1) * intervalSeconds
  const candles: Candle[] = []
  for (const trade of trades) {
    const start = startOf(trade.atMs)
    if (start < first || trade.atMs > nowMs) continue
    const before = candles.at(-1)
    if (before?.start === start) candles[candles.length - 1] = longer(before, trade)
    else candles.push(newCandle(start, trade))
  }
  return candles
}

function newCandle(start: number, trade: Trade): Candle {
  const price = trade.pricePerGpuSecond
  return { start, open: price, high: price, low: price, close: price, gpuSeconds: soldGpuSeconds(trade), trades: 1 }
}

function longer(candle: Candle, trade: Trade): Candle {
  const price = trade.pricePerGpuSecond
  return {
    ...candle,
    high: price > candle.high ? price : candle.high,
    low: price < candle.low ? price : candle.low,
    close: price,
    gpuSeconds: candle.gpuSeconds + soldGpuSeconds(trade),
    trades: candle.trades + 1,
  }
}
