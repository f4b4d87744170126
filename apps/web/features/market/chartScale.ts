import type { CandleWire } from '@infinitio/domain/wire'

/** A candle in PT per GPU-hour and GPU-hours, as numbers: for drawing only, never for money. */
export type DrawnCandle = {
  readonly start: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly gpuHours: number
}

/** Prices from the bottom to the top of a chart, its grid lines, and the most GPU-hours of a candle. */
export type ChartScale = { readonly bottom: number; readonly top: number; readonly lines: readonly number[]; readonly mostHours: number }

/** A candle of the API as it is drawn. */
export function drawnCandle({ start, open, high, low, close, gpuSeconds }: CandleWire): DrawnCandle {
  const price = (text: string) => (Number(text) * 3_600) / 1e18
  return { start, open: price(open), high: price(high), low: price(low), close: price(close), gpuHours: Number(gpuSeconds) / 3_600 }
}

/** A scale that holds all candles with some air; one price alone stands in the middle. */
export function chartScale(candles: readonly DrawnCandle[]): ChartScale {
  const low = Math.min(...candles.map((candle) => candle.low))
  const high = Math.max(...candles.map((candle) => candle.high))
  const air = high > low ? (high - low) * 0.12 : Math.max(high * 0.1, 1e-9)
  const bottom = Math.max(0, low - air)
  const top = high + air
  return {
    bottom,
    top,
    lines: [0, 1, 2, 3, 4].map((step) => bottom + ((top - bottom) * step) / 4),
    mostHours: Math.max(...candles.map(({ gpuHours }) => gpuHours), 1e-9),
  }
}
