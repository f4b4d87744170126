import type { CandleWire, PriceForecastWire } from '@infinitio/domain/wire'

/** A price candle for drawing: prices in PT per GPU-hour and the volume in GPU-hours. These are floats, so they must never be used for money. */
export type DrawnCandle = {
  readonly start: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly gpuHours: number
}

/**
 * The scale of a price chart: its lowest and highest price, its grid lines, the number of decimals with which the lines differ, and the largest number of
 * GPU-hours of a candle.
 */
export type ChartScale = {
  readonly bottom: number
  readonly top: number
  readonly lines: readonly number[]
  readonly digits: number
  readonly mostHours: number
}

/** The lowest and the highest forecast price at one time, in PT per GPU-hour. */
export type DrawnPoint = { readonly at: number; readonly low: number; readonly high: number }

/** Converts a candle of the API for drawing. */
export function drawnCandle({ start, open, high, low, close, gpuSeconds }: CandleWire): DrawnCandle {
  const prices = { open: drawnPrice(open), high: drawnPrice(high), low: drawnPrice(low), close: drawnPrice(close) }
  return { start, ...prices, gpuHours: Number(gpuSeconds) / 3_600 }
}

/** Converts a price forecast to the points of a band for drawing. The band starts at the last price with zero width. */
export function drawnBand({ pricePerGpuSecond, points }: PriceForecastWire, now: number): DrawnPoint[] {
  const price = drawnPrice(pricePerGpuSecond)
  return [{ at: now, low: price, high: price }, ...points.map(({ at, low, high }) => ({ at, low: drawnPrice(low), high: drawnPrice(high) }))]
}

function drawnPrice(text: string): number {
  return (Number(text) * 3_600) / 1e18
}

/** Returns a scale that contains all candles and the forecast band with a margin. A single price is in the middle. */
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

/** Returns two to six grid lines at round prices. The distance between two lines is 1, 2 or 5 times a power of ten. */
function gridOf(bottom: number, top: number): Pick<ChartScale, 'lines' | 'digits'> {
  const wanted = (top - bottom) / 5
  const power = Math.floor(Math.log10(wanted))
  const factor = [1, 2, 5, 10].find((one) => one * 10 ** power >= wanted) ?? 10
  const step = factor * 10 ** power
  // Includes a line exactly on the edge. Rounding errors of floating-point numbers would leave it out without this tolerance.
  const [first, last] = [Math.ceil(bottom / step - 1e-6), Math.floor(top / step + 1e-6)]
  const lines = Array.from({ length: last - first + 1 }, (_, place) => (first + place) * step)
  return { lines, digits: Math.min(12, Math.max(2, factor === 10 ? -power - 1 : -power)) }
}
