import type { CandleWire, PriceForecastWire } from '@infinitio/domain/wire'

/** A candle in PT per GPU-hour and GPU-hours, as numbers: for drawing only, never for money. */
export type DrawnCandle = {
  readonly start: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly gpuHours: number
}

/** Prices from the bottom to the top of a chart, its grid lines with the decimals that tell one from the next, and the most GPU-hours of a candle. */
export type ChartScale = {
  readonly bottom: number
  readonly top: number
  readonly lines: readonly number[]
  readonly digits: number
  readonly mostHours: number
}

/** The band of a forecast at a time, in PT per GPU-hour. */
export type DrawnPoint = { readonly at: number; readonly low: number; readonly high: number }

/** A candle of the API as it is drawn. */
export function drawnCandle({ start, open, high, low, close, gpuSeconds }: CandleWire): DrawnCandle {
  const prices = { open: drawnPrice(open), high: drawnPrice(high), low: drawnPrice(low), close: drawnPrice(close) }
  return { start, ...prices, gpuHours: Number(gpuSeconds) / 3_600 }
}

/** The band of a forecast as it is drawn: from the last price, where there is no doubt yet. */
export function drawnBand({ pricePerGpuSecond, points }: PriceForecastWire, now: number): DrawnPoint[] {
  const price = drawnPrice(pricePerGpuSecond)
  return [{ at: now, low: price, high: price }, ...points.map(({ at, low, high }) => ({ at, low: drawnPrice(low), high: drawnPrice(high) }))]
}

function drawnPrice(text: string): number {
  return (Number(text) * 3_600) / 1e18
}

/** A scale that holds all candles, and the band of a forecast, with some air; one price alone stands in the middle. */
export function chartScale(candles: readonly DrawnCandle[], band: readonly DrawnPoint[] = []): ChartScale {
  const low = Math.min(...[...candles, ...band].map((one) => one.low))
  const high = Math.max(...[...candles, ...band].map((one) => one.high))
  const air = high > low ? (high - low) * 0.12 : Math.max(high * 0.1, 1e-9)
  const bottom = Math.max(0, low - air)
  const top = high + air
  return {
    bottom,
    top,
    ...gridOf(bottom, top),
    mostHours: Math.max(...candles.map(({ gpuHours }) => gpuHours), 1e-9),
  }
}

/** Lines at round prices, three to six of them: a step is 1, 2 or 5 of some power of ten. */
function gridOf(bottom: number, top: number): Pick<ChartScale, 'lines' | 'digits'> {
  const wanted = (top - bottom) / 5
  const power = Math.floor(Math.log10(wanted))
  const factor = [1, 2, 5, 10].find((one) => one * 10 ** power >= wanted) ?? 10
  const step = factor * 10 ** power
  // A line at the very edge is one, whatever floats make of it.
  const [first, last] = [Math.ceil(bottom / step - 1e-6), Math.floor(top / step + 1e-6)]
  const lines = Array.from({ length: last - first + 1 }, (_, place) => (first + place) * step)
  return { lines, digits: Math.min(12, Math.max(2, factor === 10 ? -power - 1 : -power)) }
}
